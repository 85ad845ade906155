import assert from "node:assert/strict";
import { test } from "node:test";
import { shippedRuleBook } from "../../../test/governance/breaking/rule-folder.js";
import type { ContractComparison } from "./change.js";
import { compareContracts, compareSchemas } from "./compare-contracts.js";
import type { ContractDocument } from "./contract-document.js";
import { builtInProfile, type BreakingProfile } from "./profile.js";

const strict = builtInProfile("strict");

function compare(base: unknown, revision: unknown, profile: BreakingProfile = strict): ContractComparison {
  return compareSchemas(base, revision, { rules: shippedRuleBook, profile, view: "request", format: "openapi-3.1" });
}

const ids = ({ changes }: ContractComparison): string[] => changes.map(({ ruleId }) => ruleId);

const tree = (label: object): object => ({
  $ref: "#/$defs/Node",
  $defs: {
    Node: {
      type: "object",
      properties: { label, children: { type: "array", items: { $ref: "#/$defs/Node" } } },
    },
  },
});

test("a recursive schema that did not change is compatible, and a change inside is found once", () => {
  assert.equal(compare(tree({ type: "string" }), tree({ type: "string" })).verdict, "compatible");
  const { changes } = compare(tree({ type: "string", maxLength: 9 }), tree({ type: "string", maxLength: 8 }));
  assert.deepEqual(
    changes.map(({ ruleId, fact }) => [ruleId, fact.base.pointer]),
    [["req-body.max-length.narrowed", "/$defs/Node/properties/label/maxLength"]],
  );
});

test("recursion through unions is decided, in both directions", () => {
  const list = (value: object): object => ({
    $ref: "#/$defs/List",
    $defs: { List: { anyOf: [{ type: "null" }, { type: "array", prefixItems: [value, { $ref: "#/$defs/List" }] }] } },
  });
  assert.equal(compare(list({ type: "integer" }), list({ type: "number" })).verdict, "compatible");
  assert.deepEqual(ids(compare(list({ type: "number" }), list({ type: "integer" }))), ["req-body.type.narrowed"]);
});

test("unrolling a recursive schema once changes nothing", () => {
  const unrolled = {
    type: "object",
    properties: {
      label: { type: "string" },
      children: { type: "array", items: { $ref: "#/$defs/Node" } },
    },
    $defs: (tree({ type: "string" }) as { readonly $defs: object }).$defs,
  };
  assert.deepEqual(compare(tree({ type: "string" }), unrolled).changes, []);
});

test("a schema that only refers to itself ends the comparison instead of the process", () => {
  const loop = { anyOf: [{ $ref: "#" }, { type: "string" }] };
  assert.equal(compare({ enum: ["a", 1] }, loop).verdict, "undecided");
  assert.equal(compare({ $ref: "#" }, { $ref: "#", type: "string" }).verdict, "breaking");
});

test("an undecided fact blocks unless the profile relaxes it, and never turns into compatible", () => {
  const [base, revision] = [{ pattern: "(?=a)" }, { pattern: "(?=b)" }];
  const blocked = compare(base, revision);
  assert.deepEqual([blocked.verdict, blocked.counts.undecided], ["undecided", 1]);
  const relaxed = compare(base, revision, { ...strict, undecided: "WARN" });
  assert.deepEqual(
    [relaxed.verdict, relaxed.counts.undecided, relaxed.changes[0]?.verdict],
    ["compatible", 1, "undecided"],
  );
});

test("a profile's own severities win, the narrowest id first", () => {
  const overrides = { "max-length": "INFO", "max-length.narrowed": "WARN" } as const;
  const { changes } = compare({ maxLength: 9 }, { maxLength: 8 }, { ...strict, overrides });
  assert.equal(changes[0]?.severity, "WARN");
});

test("allOf is exact: requirements, bounds and members add up wherever they stand", () => {
  const flat = { type: "object", required: ["a"], properties: { a: { type: "integer", minimum: 1, maximum: 5 } } };
  const composed = {
    allOf: [
      { type: "object", properties: { a: { type: "integer", minimum: 1 } } },
      { required: ["a"], properties: { a: { maximum: 5 } } },
    ],
  };
  assert.deepEqual(compare(flat, composed).changes, []);
  assert.deepEqual(compare(composed, flat).changes, []);
});

const order = (maxLength: number, format = "openapi-3.1"): ContractDocument => ({
  format: format as ContractDocument["format"],
  root: {
    openapi: "3.1.0",
    info: { title: "orders", version: "1.0.0" },
    paths: Object.fromEntries(["/a", "/b"].map((path) => [path, { post: { requestBody: body, responses: {} } }])),
    components: { schemas: { Order: { type: "object", properties: { number: { type: "string", maxLength } } } } },
  },
});
const body = { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } };

test("a change in a shared schema is one change that names every operation", () => {
  const { changes } = compareContracts(order(12), order(10), { rules: shippedRuleBook, profile: strict });
  const [change, ...others] = changes.filter(({ rule }) => rule === "max-length");
  assert.deepEqual(others, []);
  assert.equal(change?.affects.length, 2);
  assert.equal(change?.fact.revision.pointer, "/components/schemas/Order/properties/number/maxLength");
});

test("twenty runs give the same bytes", () => {
  const run = (): string =>
    JSON.stringify(compareContracts(order(12), order(10), { rules: shippedRuleBook, profile: strict }));
  const first = run();
  for (let count = 1; count < 20; count += 1) assert.equal(run(), first);
});

test("the fingerprint names the cause and not the wording", () => {
  const print = (title: string): string | undefined =>
    compare({ maxLength: 9, title }, { maxLength: 8, title }).changes[0]?.fingerprint;
  assert.equal(print("number"), print("order number"));
  assert.notEqual(compare({ maxLength: 9 }, { maxLength: 7 }).changes[0]?.fingerprint, print("number"));
});

test("every rule of the set is listed as run, also with no facts", () => {
  assert.equal(compare({}, {}).rulesRun.length, shippedRuleBook.all.length);
});
