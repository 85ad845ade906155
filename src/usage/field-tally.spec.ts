import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FieldTally } from "./field-tally.js";

const counted = (tally: FieldTally): Record<string, number> =>
  Object.fromEntries([...tally.counts()].map(({ field, calls }) => [field, calls]));

describe("FieldTally", () => {
  it("counts a field once in each body, however many elements have it", () => {
    const tally = new FieldTally(100);
    tally.count({ components: [{ material: "M1", batch: "B" }, { material: "M2" }] });
    tally.count({ components: [{ material: "M3" }] });
    assert.deepEqual(counted(tally), {
      "": 2,
      "/components": 2,
      "/components/*": 2,
      "/components/*/material": 2,
      "/components/*/batch": 1,
    });
    assert.equal(tally.bodies, 2);
  });

  it("tells a field that is null from one that is absent", () => {
    const tally = new FieldTally(100);
    tally.count({ note: null });
    tally.count({});
    assert.equal(counted(tally)["/note"], 1);
  });

  it("writes names with slashes as RFC 6901 does", () => {
    const tally = new FieldTally(100);
    tally.count({ "a/b~c": 1 });
    assert.equal(counted(tally)["/a~1b~0c"], 1);
  });

  it("says that it is not complete when a map keyed by data has no room", () => {
    const tally = new FieldTally(4);
    tally.count({ lots: { a: 1, b: 1, c: 1, d: 1 } });
    assert.equal(tally.isComplete, false);
    assert.equal(Object.keys(counted(tally)).length, 4);
  });

  it("says that it is not complete when an array is only looked into", () => {
    const tally = new FieldTally(100);
    tally.count({ items: Array.from({ length: 60 }, () => ({ id: 1 })) });
    assert.equal(tally.isComplete, false);
  });
});
