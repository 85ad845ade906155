import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../../../src/governance/breaking/change.js";
import { compareSchemas } from "../../../src/governance/breaking/compare-contracts.js";
import { builtInProfile } from "../../../src/governance/breaking/profile.js";
import type { AnyBreakingRule, RuleExample } from "../../../src/governance/breaking/rule.js";
import type { View } from "../../../src/governance/breaking/view.js";
import { shippedRuleBook, shippedRules } from "./rule-folder.js";

const schemaRules = shippedRules.filter(({ area }) => area === "schema");

/** Changes that a reviewer has to look at: all but those that explain. */
function seriousChanges(example: RuleExample): readonly Change[] {
  const { base, revision, view = "request", format = "openapi-3.1", profile = "strict", location } = example;
  const options = { rules: shippedRuleBook, profile: builtInProfile(profile), view, format };
  const comparison = compareSchemas(base, revision, location === undefined ? options : { ...options, location });
  return comparison.changes.filter(({ severity }) => severity !== "INFO");
}

for (const rule of schemaRules) {
  for (const example of rule.examples.bad)
    test(`${rule.id}: ${example.name} is reported, exactly`, () => {
      const ids = seriousChanges(example).map(({ ruleId }) => ruleId);
      if (example.expected !== undefined) assert.deepEqual(ids, example.expected);
      else assert.deepEqual([...new Set(ids.map(withoutLocationAndChange))], [rule.id], ids.join(", "));
    });
  for (const example of rule.examples.good)
    test(`${rule.id}: ${example.name}, so nothing is reported`, () => {
      assert.deepEqual(
        seriousChanges(example).map(({ ruleId, message }) => `${ruleId} ${message}`),
        [],
      );
    });
}

test("every schema rule has examples of both kinds", () => {
  const without = schemaRules.filter(({ examples }) => examples.bad.length === 0 || examples.good.length === 0);
  assert.deepEqual(
    without.map(({ id }) => id),
    [],
  );
});

test("what breaks in one view breaks mirrored in the other, or the rule says why not", () => {
  const asymmetric = schemaRules
    .filter((rule) => rule.asymmetry === undefined && !isMirrored(rule))
    .map(({ id }) => id);
  assert.deepEqual(asymmetric, []);
});

test("a reason for asymmetry is given only where it is needed", () => {
  const needless = schemaRules.filter((rule) => rule.asymmetry !== undefined && isMirrored(rule)).map(({ id }) => id);
  assert.deepEqual(needless, []);
});

test("reading an example a second time gives the same bytes", () => {
  for (const { examples } of schemaRules)
    for (const example of examples.bad)
      assert.equal(JSON.stringify(seriousChanges(example)), JSON.stringify(seriousChanges(example)));
});

/** Swapping both sides and the view asks the same question of sets again. */
function isMirrored(rule: AnyBreakingRule): boolean {
  return rule.examples.bad.every((example) => {
    const view: View = (example.view ?? "request") === "request" ? "response" : "request";
    const { location: _location, ...rest } = example;
    const mirrored = seriousChanges({ ...rest, base: example.revision, revision: example.base, view });
    const isOwn = (change: Change): boolean => change.rule === rule.id;
    return seriousChanges(example).some(isOwn) === mirrored.some(isOwn);
  });
}

function withoutLocationAndChange(ruleId: string): string {
  return ruleId.split(".").slice(1, -1).join(".");
}
