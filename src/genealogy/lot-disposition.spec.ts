import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pathTo } from "./lot-disposition.js";

describe("the disposition of a lot", () => {
  it("of one in process is free only by way of restricted", () => {
    assert.deepEqual(pathTo("IN_PROCESS", "UNRESTRICTED"), ["RESTRICTED", "UNRESTRICTED"]);
  });

  it("goes back and forth between restricted and free", () => {
    assert.deepEqual(pathTo("UNRESTRICTED", "RESTRICTED"), ["RESTRICTED"]);
    assert.deepEqual(pathTo("RESTRICTED", "UNRESTRICTED"), ["UNRESTRICTED"]);
    assert.deepEqual(pathTo("RESTRICTED", "RESTRICTED"), []);
  });

  it("of a closed one never changes, and none goes back into process", () => {
    assert.equal(pathTo("CLOSED", "UNRESTRICTED"), undefined);
    assert.equal(pathTo("UNRESTRICTED", "IN_PROCESS"), undefined);
  });
});
