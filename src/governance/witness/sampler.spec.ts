/* oxlint-disable unicorn/no-thenable -- `then` is a JSON Schema keyword; nobody awaits a schema */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContractPair } from "./contract-pair.js";
import { type Attack, Sampler } from "./sampler.js";

function attack(base: unknown, revision: unknown, view: "request" | "response" = "request"): Attack {
  const pair = new ContractPair(
    { format: "json-schema", root: base },
    { format: "json-schema", root: revision },
    "ignored",
  );
  return new Sampler(pair).attack({ basePointer: "", revisionPointer: "", view }, 300);
}

/** Verdicts an engine could get wrong, as `base`, `revision` in the request's view: none of them is included. */
const NOT_INCLUDED: readonly (readonly [string, unknown, unknown])[] = [
  ["a limit is lower", { type: "string", maxLength: 40 }, { type: "string", maxLength: 39 }],
  ["a bound is exclusive now", { type: "number", maximum: 10 }, { type: "number", exclusiveMaximum: 10 }],
  ["steps are coarser", { type: "number", multipleOf: 0.01 }, { type: "number", multipleOf: 0.05 }],
  ["a list must be unique", { type: "array" }, { type: "array", uniqueItems: true }],
  ["a second branch fits too", { oneOf: [{ type: "integer" }] }, { oneOf: [{ type: "integer" }, { minimum: 5 }] }],
  ["other members are closed", { type: "object" }, { type: "object", additionalProperties: false }],
  [
    "a member deep inside",
    { properties: { a: { properties: { b: { type: "integer" } } } } },
    { properties: { a: { properties: { b: { const: 1 } } } } },
  ],
  [
    "a condition demands more",
    { type: "object" },
    { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
  ],
  ["names are shorter", { type: "object" }, { type: "object", propertyNames: { maxLength: 3 } }],
  ["what was allowed is excluded", { type: "string" }, { type: "string", not: { const: "A" } }],
];

describe("Sampler", () => {
  for (const [name, base, revision] of NOT_INCLUDED) {
    it(`contradicts a wrong verdict where ${name}`, () => assert.notEqual(attack(base, revision).witness, undefined));
  }

  it("looks at responses from the other side", () => {
    const [narrow, wide] = [
      { type: "string", maxLength: 4 },
      { type: "string", maxLength: 5 },
    ];
    assert.equal(attack(narrow, wide, "request").witness, undefined);
    assert.notEqual(attack(narrow, wide, "response").witness, undefined);
  });

  it("contradicts nothing that is included, and says how much it tried", () => {
    const { witness, samples } = attack(
      { type: "object", properties: { a: { type: "integer" } } },
      { type: "object", properties: { a: { type: "number" } } },
    );
    assert.equal(witness, undefined);
    assert.equal(samples, 300);
  });

  it("draws the same values in every run", () => {
    const [base, revision] = [
      { type: "object", minProperties: 2 },
      { type: "object", minProperties: 2, maxProperties: 3 },
    ];
    assert.deepEqual(attack(base, revision), attack(base, revision));
  });
});
