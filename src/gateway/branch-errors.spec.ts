import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { selectErrors } from "./branch-errors.js";

const tagged = (type: string, ...members: readonly string[]): object => ({
  type: "object",
  required: ["type", ...members],
  properties: { type: { const: type } },
});
const schema = { oneOf: [tagged("ORDER", "orderNumber"), tagged("LOT", "materialNumber", "lotNumber", "plant")] };

function selected(value: unknown): readonly string[] {
  const check = new Ajv2020({ allErrors: true, verbose: true, strict: false }).compile(schema);
  assert.equal(check(value), false);
  return selectErrors(check.errors ?? [], new Map(), 10).map(
    ({ keyword, instancePath, params }) =>
      `${keyword} ${instancePath} ${Object.values(params as object)
        .flat()
        .join(" ")}`,
  );
}

describe("the violations of a value that may have several shapes", () => {
  it("are those of the shape whose tag it bears, however many they are", () => {
    assert.deepEqual(selected({ type: "LOT" }), ["required  materialNumber", "required  lotNumber", "required  plant"]);
  });

  it("are the wrong tag alone, with every right one, when it bears that of none", () => {
    assert.deepEqual(selected({ type: "PALLET" }), ["enum /type ORDER LOT"]);
  });

  it("are those of the shape with the fewest, when it bears no tag", () => {
    assert.deepEqual(selected({ orderNumber: "1" }), ["required  type"]);
  });
});
