import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeCursor, parseCursor } from "./cursor.js";

const SHAPES = [/^[0-9]+$/, /^[a-z|]*$/];

describe("the cursor of a list", () => {
  it("comes back as it was given, whatever its values hold", () => {
    assert.deepEqual(parseCursor(encodeCursor(["1", "a|b"]), SHAPES), ["1", "a|b"]);
    assert.deepEqual(parseCursor(encodeCursor(["1", ""]), SHAPES), ["1", ""]);
  });

  it("is none when somebody has made it up", () => {
    for (const made of [
      "",
      "bm90IG91cnM",
      encodeCursor(["1"]),
      encodeCursor(["x", "a"]),
      encodeCursor(["1", "a", "b"]),
    ]) {
      assert.equal(parseCursor(made, SHAPES), undefined, made);
    }
    assert.equal(parseCursor(Buffer.from('[1,"a"]').toString("base64url"), SHAPES), undefined);
  });
});
