import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Cursor } from "./cursor.js";

const root = {
  paths: { "/a~b": { get: { $ref: "#/components/x" } } },
  components: { x: { $ref: "#/components/y%20z" }, "y z": { id: 1 }, loop: { $ref: "#/components/loop" } },
};

describe("Cursor", () => {
  it("stands at the canonical place after following references", () => {
    const operation = Cursor.ofRoot(root).at("paths").at("/a~b").at("get");
    assert.equal(operation.pointer, "/components/y z");
    assert.deepEqual(operation.value, { id: 1 });
  });

  it("escapes names in pointers", () => {
    assert.equal(Cursor.ofRoot(root).at("paths").at("/a~b").pointer, "/paths/~1a~0b");
  });

  it("gives an absent place the pointer of its holder", () => {
    const absent = Cursor.ofRoot(root).at("paths").at("/none");
    assert.deepEqual([absent.exists, absent.pointer], [false, "/paths"]);
  });

  it("remembers references that lead nowhere, in circles or out of the document", () => {
    const unresolved = new Map<string, string>();
    const cursor = Cursor.ofRoot({ a: { $ref: "#/b" }, c: { $ref: "other.yaml#/d" }, ...root }, unresolved);
    assert.equal(cursor.at("a").exists || cursor.at("c").exists, false);
    assert.equal(cursor.at("components").at("loop").exists, false);
    assert.deepEqual([...unresolved.keys()], ["/a", "/c", "/components/loop"]);
  });

  it("does not take inherited names for members", () => {
    assert.equal(Cursor.ofRoot({}).at("constructor").exists, false);
  });
});
