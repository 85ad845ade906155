import assert from "node:assert/strict";
import { test } from "node:test";
import { shippedRuleBook } from "../../../test/governance/breaking/rule-folder.js";
import type { Change } from "./change.js";
import { compareSchemas } from "./compare-contracts.js";
import { builtInProfile, type BreakingProfile } from "./profile.js";
import type { View } from "./view.js";

const strict = builtInProfile("strict");

function changesOf(base: unknown, revision: unknown, profile: BreakingProfile = strict, view: View = "request") {
  return compareSchemas(base, revision, { rules: shippedRuleBook, profile, view }).changes;
}

/** `<rule>.<manner>` of every change, and of the way back. */
function manners(base: unknown, revision: unknown): string[] {
  const name = ({ rule, fact }: Change): string => `${rule}.${fact.manner ?? fact.change}`;
  return [...changesOf(base, revision).map(name), ...changesOf(revision, base).map(name)];
}

const expected: readonly (readonly [string, object, object, readonly string[]])[] = [
  ["a new upper bound", {}, { maximum: 9 }, ["maximum.set", "maximum.removed"]],
  ["another upper bound", { maximum: 9 }, { maximum: 8 }, ["maximum.lowered", "maximum.raised"]],
  ["a new lower bound", {}, { minimum: 9 }, ["minimum.set", "minimum.removed"]],
  ["another lower bound", { minimum: 8 }, { minimum: 9 }, ["minimum.raised", "minimum.lowered"]],
  [
    "a bound that is no longer allowed itself",
    { maximum: 9 },
    { exclusiveMaximum: 9 },
    ["maximum.made-exclusive", "maximum.made-inclusive"],
  ],
  ["a new longest text", {}, { maxLength: 9 }, ["max-length.set", "max-length.removed"]],
  ["another longest text", { maxLength: 9 }, { maxLength: 8 }, ["max-length.lowered", "max-length.raised"]],
  ["a new shortest text", {}, { minLength: 2 }, ["min-length.set", "min-length.removed"]],
  ["another shortest text", { minLength: 1 }, { minLength: 2 }, ["min-length.raised", "min-length.lowered"]],
  ["a new greatest number of elements", {}, { maxItems: 9 }, ["max-items.set", "max-items.removed"]],
  ["another one", { maxItems: 9 }, { maxItems: 8 }, ["max-items.lowered", "max-items.raised"]],
  ["a new least number of elements", {}, { minItems: 1 }, ["min-items.set", "min-items.removed"]],
  ["a new greatest number of members", {}, { maxProperties: 9 }, ["max-properties.set", "max-properties.removed"]],
  ["a new step", {}, { multipleOf: 2 }, ["multiple-of.set", "multiple-of.removed"]],
  ["a coarser step", { multipleOf: 2 }, { multipleOf: 4 }, ["multiple-of.tightened", "multiple-of.loosened"]],
  ["a new pattern", {}, { pattern: "^a$" }, ["pattern.set", "pattern.removed"]],
  ["a pattern after an empty one", { pattern: "" }, { pattern: "^a$" }, ["pattern.set", "pattern.removed"]],
  ["a tighter pattern", { pattern: "^[ab]$" }, { pattern: "^a$" }, ["pattern.tightened", "pattern.loosened"]],
  ["a new format", {}, { format: "uuid" }, ["format.set", "format.removed"]],
  ["a tighter format", { format: "int64" }, { format: "int32" }, ["format.tightened", "format.loosened"]],
  ["a new list", {}, { enum: ["A"] }, ["enum.set", "enum.removed"]],
  ["a shorter list", { enum: ["A", "B"] }, { enum: ["A"] }, ["enum.values-removed", "enum.values-added"]],
];

for (const [name, base, revision, wanted] of expected)
  test(`${name} is told apart, there and back`, () => {
    const [there, back] = manners(base, revision);
    assert.deepEqual([there, back], wanted);
  });

test("a pattern that only became another one has changed, in no finer manner", () => {
  const [change] = changesOf({ pattern: "^a$" }, { pattern: "^b$" });
  assert.deepEqual([change?.ruleId, change?.fact.manner], ["req-body.pattern.changed", undefined]);
});

test("the manner has a severity of its own, and the change's where a table or policy does not name it", () => {
  const severity = (overrides: BreakingProfile["overrides"], revision: object): string | undefined =>
    changesOf({ maxLength: 9 }, revision, { ...strict, overrides: overrides ?? {} })[0]?.severity;
  assert.equal(severity({ "max-length.lowered": "WARN" }, { maxLength: 8 }), "WARN");
  assert.equal(severity({ "max-length.set": "WARN" }, { maxLength: 8 }), "ERROR");
  assert.equal(severity({ "max-length.lowered": "WARN", "max-length.narrowed": "INFO" }, { maxLength: 8 }), "WARN");
  assert.equal(severity({ "max-length.narrowed": "INFO" }, { maxLength: 8 }), "INFO");
});

test("an override for one location counts before one for all", () => {
  const overrides = { "max-length.lowered": "WARN", "req-body.max-length.lowered": "INFO" } as const;
  assert.equal(changesOf({ maxLength: 9 }, { maxLength: 8 }, { ...strict, overrides })[0]?.severity, "INFO");
});

test("the manner leaves the fingerprint alone, so that finer names void no waiver", () => {
  const [change] = changesOf({ maxLength: 9 }, { maxLength: 8 });
  assert.equal(change?.ruleId, "req-body.max-length.narrowed");
  assert.match(change.message, /: lowered \(9 → 8\)/);
});

const order = (note: object, required: readonly string[]): object => ({
  type: "object",
  properties: { note: { type: "string", ...note } },
  required,
});

test("a member demanded with a default is told apart, and only a policy that says so lets it pass", () => {
  const [base, revision] = [order({ default: "" }, []), order({ default: "" }, ["note"])];
  const severities = (["strict", "tolerant-reader", "oasdiff"] as const).map(
    (name) => changesOf(base, revision, builtInProfile(name))[0]?.severity,
  );
  assert.equal(changesOf(base, revision)[0]?.fact.manner, "with-default");
  assert.deepEqual(severities, ["ERROR", "ERROR", "ERROR"]);
  const lenient = { ...strict, overrides: { "required.with-default": "INFO" } } as const;
  assert.equal(changesOf(base, revision, lenient)[0]?.severity, "INFO");
  assert.equal(changesOf(order({}, []), order({}, ["note"]), lenient)[0]?.severity, "ERROR");
});

test("false is a default too", () => {
  const flag = (value: boolean): object => ({ type: "boolean", default: value });
  assert.deepEqual(manners(flag(false), flag(true)), ["default.changed", "default.changed"]);
});

test("a response that loses a demanded member is told apart from one that loses an optional one", () => {
  const manner = (required: readonly string[]): string | undefined =>
    changesOf(order({}, required), { type: "object" }, strict, "response").find(({ rule }) => rule === "properties")
      ?.fact.manner;
  assert.deepEqual([manner(["note"]), manner([])], ["required-removed", undefined]);
});

test("a demanded member that is hidden or shown is told apart in both rules", () => {
  const [shown, hidden] = [order({}, ["note"]), order({ writeOnly: true }, ["note"])];
  const manner = (base: object, revision: object): string[] =>
    changesOf(base, revision, strict, "response").map(({ rule, fact }) => `${rule}.${fact.manner ?? ""}`);
  assert.deepEqual(manner(shown, hidden).toSorted(), ["required.hidden", "write-only.required-hidden"]);
  assert.deepEqual(manner(hidden, shown).toSorted(), ["required.shown", "write-only.required-shown"]);
});

const oasdiffSeverities: readonly (readonly [string, View, object, object, readonly string[]])[] = [
  ["a bound that is set", "request", {}, { maximum: 9 }, ["maximum WARN"]],
  ["a bound that is lowered", "request", { maximum: 9 }, { maximum: 8 }, ["maximum ERROR"]],
  ["a bound that is removed", "response", { maxLength: 9 }, {}, ["max-length ERROR"]],
  ["a pattern that is set", "request", {}, { pattern: "^a$" }, ["pattern ERROR"]],
  ["a pattern that is tightened", "request", { pattern: "^[ab]$" }, { pattern: "^a$" }, ["pattern WARN"]],
  ["an optional member that is gone", "response", order({}, []), { type: "object" }, ["properties WARN"]],
  [
    "a demanded member that is gone",
    "response",
    order({}, ["note"]),
    { type: "object", required: ["note"] },
    ["properties ERROR"],
  ],
  [
    "a demanded member that is shown",
    "response",
    order({ writeOnly: true }, ["note"]),
    order({}, ["note"]),
    ["required INFO", "write-only WARN"],
  ],
];

for (const [name, view, base, revision, wanted] of oasdiffSeverities)
  test(`the profile oasdiff weighs ${name} as that tool does`, () => {
    const changes = changesOf(base, revision, builtInProfile("oasdiff"), view);
    assert.deepEqual(changes.map(({ rule, severity }) => `${rule} ${severity}`).toSorted(), wanted);
  });
