import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasValidCheckDigit } from "./check-digit.js";

describe("GS1 check digit", () => {
  it("accepts the examples of the GS1 General Specifications", () => {
    assert.ok(hasValidCheckDigit("340123450000000000"));
    assert.ok(hasValidCheckDigit("09506000134352"));
    assert.ok(hasValidCheckDigit("6291041500213"));
  });

  it("refuses every other last digit, and neighbours that are exchanged", () => {
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `34012345000000000${digit}`);
    assert.deepEqual(others.filter(hasValidCheckDigit), []);
    assert.ok(!hasValidCheckDigit("430123450000000000"));
  });
});
