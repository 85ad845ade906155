import assert from "node:assert/strict";
import { test } from "node:test";
import { pointerToken } from "./finding.js";

test("a token of a JSON pointer is escaped so that it stays one token", () => {
  assert.deepEqual(["a/b", "~1", "plain", 7].map(pointerToken), ["a~1b", "~01", "plain", "7"]);
});
