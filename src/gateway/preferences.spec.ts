import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readWaitSeconds } from "./preferences.js";

describe("Prefer", () => {
  it("gives the seconds of wait, wherever it stands", () => {
    for (const header of ["wait=5", 'wait="5"', "Wait = 5", "return=minimal, wait=5", "respond-async; x=1,wait=5;y"])
      assert.equal(readWaitSeconds(header), 5, header);
  });

  it("cuts a longer wait at ten seconds", () => {
    assert.equal(readWaitSeconds("wait=11"), 10);
    assert.equal(readWaitSeconds(`wait=${"9".repeat(400)}`), 10);
  });

  it("counts the first of repeated waits", () => {
    assert.equal(readWaitSeconds("wait=2, wait=7"), 2);
  });

  it("ignores what it does not know, and values that are no number", () => {
    const headers = ["", "respond-async", "wait", "wait=", "wait=soon", "wait=-1", "wait=1.5", "x-wait=3", "waiting=3"];
    for (const header of [...headers, 'note="a, wait=5"', "note; wait=5", ',,=;"', 3, undefined])
      assert.equal(readWaitSeconds(header), 0, String(header));
  });
});
