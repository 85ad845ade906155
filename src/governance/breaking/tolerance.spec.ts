import assert from "node:assert/strict";
import { test } from "node:test";
import { shippedRuleBook } from "../../../test/governance/breaking/rule-folder.js";
import { compareSchemas } from "./compare-contracts.js";
import { builtInProfile } from "./profile.js";
import type { View } from "./view.js";

const tolerant = builtInProfile("tolerant-reader");

/** Rule ids of all that blocks a tolerant reader. */
function blocking(base: unknown, revision: unknown, view: View): string[] {
  const { changes } = compareSchemas(base, revision, { rules: shippedRuleBook, profile: tolerant, view });
  return changes.filter(({ severity }) => severity === "ERROR").map(({ ruleId }) => ruleId);
}

const record = (...names: string[]): object => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

test("a member more in a branch of a response is tolerated, as in any other schema", () => {
  const [base, revision] = [{ oneOf: [record("a"), record("b")] }, { oneOf: [record("a"), record("b", "c")] }];
  assert.deepEqual(blocking(base, revision, "response"), []);
});

test("a branch that comes is no version of another one, however much a reader ignores", () => {
  const [base, revision] = [{ anyOf: [record("a"), record("b")] }, { anyOf: [record("a"), record("b"), record("c")] }];
  assert.deepEqual(blocking(base, revision, "response"), ["res-body.any-of.widened"]);
  assert.deepEqual(blocking(record("a"), { anyOf: [record("a"), record("b")] }, "response"), [
    "res-body.any-of.widened",
  ]);
});

test("a branch that goes is not made up for by another one that tolerates its members", () => {
  const [base, revision] = [{ anyOf: [record("a"), record("b")] }, { anyOf: [record("a")] }];
  assert.deepEqual(blocking(base, revision, "request"), ["req-body.any-of.narrowed"]);
  assert.deepEqual(blocking(base, record("a"), "request"), ["req-body.any-of.narrowed"]);
});

test("a branch that another one really includes may come and go", () => {
  const short = { type: "string", maxLength: 5 };
  const [base, revision] = [{ anyOf: [short, { type: "string" }] }, { anyOf: [{ type: "string" }] }];
  assert.deepEqual(blocking(base, revision, "request"), []);
  assert.deepEqual(blocking(revision, base, "response"), []);
});

test("one schema that turns into a choice may change as it does", () => {
  const revision = { anyOf: [record("a", "b"), { type: "integer" }] };
  assert.deepEqual(blocking(record("a"), revision, "request"), []);
});
