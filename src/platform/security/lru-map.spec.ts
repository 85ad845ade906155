import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LruMap } from "./lru-map.js";

describe("LruMap", () => {
  it("forgets what was used least recently when it is full", () => {
    const map = new LruMap<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    assert.equal(map.get("a"), 1);
    map.set("c", 3);
    assert.deepEqual([map.get("a"), map.get("b"), map.get("c")], [1, undefined, 3]);
  });

  it("replaces without forgetting another, and deletes what a predicate names", () => {
    const map = new LruMap<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    map.set("a", 3);
    assert.deepEqual([map.get("a"), map.get("b")], [3, 2]);
    map.deleteWhere((value) => value === 3);
    assert.deepEqual([map.get("a"), map.get("b")], [undefined, 2]);
  });
});
