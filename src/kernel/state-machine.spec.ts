import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type StateMachine, canTransition } from "./state-machine.js";

const door: StateMachine<"OPEN" | "SHUT" | "LOCKED"> = {
  name: "door",
  initial: ["SHUT"],
  transitions: { OPEN: ["SHUT"], SHUT: ["OPEN", "LOCKED"], LOCKED: ["SHUT"] },
};

describe("canTransition", () => {
  it("allows what is listed, and neither staying nor a way round", () => {
    assert.ok(canTransition(door, "SHUT", "LOCKED"));
    assert.ok(!canTransition(door, "OPEN", "LOCKED"));
    assert.ok(!canTransition(door, "OPEN", "OPEN"));
  });
});
