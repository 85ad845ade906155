import { ContractFault } from "./contract-fault.js";
import { type JsonObject, asList, isJsonObject } from "./json-value.js";
import type { NormalSchema } from "./schema-normalizer.js";

/**
 * Replaces `oneOf`/`anyOf` with a `discriminator` (OpenAPI 3.1 §4.8.25) by one if/then for each value: the branch that the
 * member names is the only one tried. Branches must be references. Other schemas pass unchanged.
 * @param schema a copy whose references are ids already
 * @param resolveReference turns a reference of the contract into an id
 * @param original the schema as the contract has it
 */
export function normalizeDiscriminator(
  schema: JsonObject,
  original: JsonObject,
  resolveReference: (reference: string) => string,
): NormalSchema {
  const { discriminator, ...rest } = schema;
  if (discriminator === undefined) return schema;
  if (!isJsonObject(discriminator) || typeof discriminator["propertyName"] !== "string") {
    throw new ContractFault("a discriminator has no propertyName");
  }
  const name = discriminator["propertyName"];
  const { oneOf: _oneOf, anyOf: _anyOf, allOf, ...base } = rest;
  const branches = asList(original["oneOf"] ?? original["anyOf"]);
  if (branches.length === 0) return rest;
  const values = branchValues(branches, discriminator["mapping"], resolveReference);
  const mayBe = (condition: JsonObject): JsonObject => ({ properties: { [name]: condition }, required: [name] });
  return {
    ...base,
    allOf: [
      ...asList(allOf),
      { type: "object", ...mayBe({ enum: [...values.keys()] }) },
      // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword; nobody awaits a schema
      ...[...values].map(([value, id]) => ({ if: mayBe({ const: value }), then: { $ref: id } })),
    ],
  };
}

/** Branch id by value of the discriminating member; a branch that no mapping names goes by the name of its schema. */
function branchValues(
  branches: readonly unknown[],
  mapping: unknown,
  resolveReference: (reference: string) => string,
): ReadonlyMap<string, string> {
  const entries = Object.entries(isJsonObject(mapping) ? mapping : {}).map(([value, target]) => {
    const reference = String(target);
    return [
      value,
      resolveReference(/[#/.]/.test(reference) ? reference : `#/components/schemas/${reference}`),
    ] as const;
  });
  const values = new Map<string, string>(entries);
  for (const branch of branches) {
    const reference = isJsonObject(branch) ? branch["$ref"] : undefined;
    if (typeof reference !== "string") throw new ContractFault("a branch of a discriminator is not a $ref");
    const id = resolveReference(reference);
    if (![...values.values()].includes(id)) values.set(reference.slice(reference.lastIndexOf("/") + 1), id);
  }
  return values;
}
