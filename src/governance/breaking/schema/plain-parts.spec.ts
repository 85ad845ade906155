import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { shippedRuleBook } from "../../../../test/governance/breaking/rule-folder.js";
import { compareSchemas } from "../compare-contracts.js";
import { builtInProfile } from "../profile.js";

const NAMES = ["A", "B", "C", "D"];

/** A leaf, a reference, an object or an array; references lead in circles. */
const schema = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<object>({ type: "string", maxLength: 5 }, { type: "integer" }, { type: ["object", "null"] }),
    fc.constantFrom(...NAMES).map((name) => ({ $ref: `#/$defs/${name}` })),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), { maxKeys: 3 }),
      required: fc.subarray(["a", "b"]),
    }),
    fc.record({ type: fc.constant("object"), additionalProperties: fc.oneof(fc.boolean(), tie("schema")) }),
    fc.record({ type: fc.constant("array"), items: tie("schema"), maxItems: fc.constantFrom(0, 1, 9) }),
  ),
})).schema;

const definitions = fc.record({ A: schema, B: schema, C: schema });
const changed = fc.oneof(schema, fc.constant<unknown>(false), fc.constant<unknown>({ allOf: [false] }));

/** A comment says nothing, but a schema with one is not plain and is compared keyword by keyword. */
function commented(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(commented);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, commented(member)]));
  const isSchema = "type" in value || "allOf" in value;
  return isSchema ? { ...inner, $comment: "" } : inner;
}

function answer(base: unknown, revision: unknown, view: "request" | "response"): object {
  const options = { rules: shippedRuleBook, profile: builtInProfile("strict"), view } as const;
  const { verdict, changes } = compareSchemas(base, revision, options);
  return { verdict, changes: changes.map(({ ruleId, fact }) => [ruleId, fact]) };
}

test("what differs only behind references is answered as if it were compared keyword by keyword", () => {
  fc.assert(
    fc.property(
      schema,
      definitions,
      changed,
      changed,
      fc.constantFrom("request", "response"),
      (root, shared, before, after, view) => {
        const side = (last: unknown): object => ({ ...root, $defs: { ...shared, D: last } });
        const [base, revision] = [side(before), side(after)];
        assert.deepEqual(answer(base, revision, view), answer(commented(base), commented(revision), view));
      },
    ),
    { numRuns: 300, seed: 41 },
  );
});
