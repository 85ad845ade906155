import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MALFORMED_PART, RAW_LIST_VALUES, parseQueryString } from "./query-string.js";

describe("parseQueryString", () => {
  it("decodes names and values and keeps repetitions in order", () => {
    const query = parseQueryString("a=1&b+c=x%20y+z&a=2&&d&e=");
    assert.deepEqual({ ...query }, { a: ["1", "2"], "b c": "x y z", d: "", e: "" });
  });

  it("has no prototype, so that no name reaches one", () => {
    const query = parseQueryString("__proto__=1&constructor=2");
    assert.equal(Object.getPrototypeOf(query), null);
    assert.deepEqual(Object.keys(query), ["__proto__", "constructor"]);
  });

  it("keeps values with an encoded comma as they came, so that a list is not divided there", () => {
    assert.equal(parseQueryString("a=x%2Cy,z")[RAW_LIST_VALUES]?.get("a"), "x%2Cy,z");
    assert.equal(parseQueryString("a=x,y")[RAW_LIST_VALUES], undefined);
  });

  it("marks what cannot be decoded or stored instead of throwing", () => {
    assert.equal(parseQueryString("a=%ff")[MALFORMED_PART], "%ff");
    assert.equal(parseQueryString("a=%")[MALFORMED_PART], "%");
    assert.equal(parseQueryString("a=%00")[MALFORMED_PART], "%00");
  });
});
