import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { exactMultipleOf, isMultipleOf } from "./exact-multiple-of.js";

const MULTIPLES: readonly (readonly [number, number])[] = [
  [0.3, 0.1],
  [0, 0.1],
  [-0.7, 0.1],
  [19.99, 0.01],
  [1.005, 0.001],
  [9007199254740994, 1],
  [1e-7, 1e-7],
  [3e-7, 1e-7],
  [1e300, 1e-300],
  [12, 4],
];
const OTHERS: readonly (readonly [number, number])[] = [
  [0.35, 0.1],
  [0.1000000000000001, 0.1],
  [1e23, 3],
  [10, 4],
  [1e-8, 1e-7],
  [5, 0],
  [Number.POSITIVE_INFINITY, 1],
];

describe("isMultipleOf", () => {
  for (const [value, step] of MULTIPLES)
    it(`holds ${value} to be a multiple of ${step}`, () => assert.equal(isMultipleOf(value, step), true));
  for (const [value, step] of OTHERS)
    it(`holds ${value} to be none of ${step}`, () => assert.equal(isMultipleOf(value, step), false));
});

describe("exactMultipleOf", () => {
  for (const allErrors of [true, false])
    it(`takes the place of Ajv's own keyword${allErrors ? ", with all errors" : ""}`, () => {
      const ajv = new Ajv2020({ allErrors }).removeKeyword("multipleOf").addKeyword(exactMultipleOf);
      const check = ajv.compile({ type: "array", items: { type: "number", multipleOf: 0.1 } });
      assert.equal(check([0.3, 0.7]), true);
      assert.equal(check([0.3, 0.35, 0.36]), false);
      const errors = (check.errors ?? []).map(({ instancePath, schemaPath, keyword, params, message }) => {
        return { instancePath, schemaPath, keyword, params, message };
      });
      assert.deepEqual(errors[0], {
        instancePath: "/1",
        schemaPath: "#/items/multipleOf",
        keyword: "multipleOf",
        params: { multipleOf: 0.1 },
        message: "must be multiple of 0.1",
      });
      assert.equal(errors.length, allErrors ? 2 : 1);
    });
});
