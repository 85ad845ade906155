import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Characteristic, checkCharacteristics, resultOf } from "./check-characteristics.js";

const found = (changes: Partial<Characteristic>): string[] =>
  checkCharacteristics([{ code: "C", result: "PASS", ...changes }]).map(({ pointer }) => pointer);

describe("the characteristics of an inspection", () => {
  it("cannot have passed outside their limits, which belong to them", () => {
    assert.deepEqual(found({ value: "5.000001", upper: "5" }), ["/characteristics/0/result"]);
    assert.deepEqual(found({ value: "-18.6", lower: "-18.5" }), ["/characteristics/0/result"]);
    assert.deepEqual(found({ value: "5", lower: "5.0", upper: "5.000000" }), []);
  });

  it("may fail inside them, and may be no numbers", () => {
    assert.deepEqual(found({ value: "4", upper: "5", result: "FAIL" }), []);
    assert.deepEqual(found({ value: "blue", upper: "5" }), []);
    assert.deepEqual(found({ value: "9" }), []);
  });

  it("need limits that leave room", () => {
    assert.deepEqual(found({ lower: "5", upper: "4.9", result: "NOT_TESTED" }), ["/characteristics/0/lower"]);
  });

  it("fail together when one fails", () => {
    const of = (...results: Characteristic["result"][]) => resultOf(results.map((result) => ({ code: "C", result })));
    assert.deepEqual([of("PASS", "FAIL"), of("PASS", "NOT_TESTED"), of("NOT_TESTED")], ["FAIL", "PASS", "NOT_TESTED"]);
  });
});
