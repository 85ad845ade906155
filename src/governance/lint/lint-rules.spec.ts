import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../config/project-root.js";
import { defaultBundleLimits } from "../intake/bundle-limits.js";
import type { JsonObject } from "../intake/json-value.js";
import type { SourceFiles } from "./lint-job.js";
import type { LintProfile } from "./lint-profile.js";
import type { LintFinding } from "./lint-report.js";
import type { LintRule, RuleExample } from "./lint-rule.js";
import { readLintRules } from "./read-lint-rules.js";
import { runLintJob } from "./run-lint-job.js";

const rules = readLintRules(join(projectRoot, "governance-rules", "lint"));
const profile: LintProfile = {
  name: "one-rule",
  title: "One rule",
  include: ["interlock"],
  severities: {},
  waivers: [],
};

async function findingsOf(rule: LintRule, example: RuleExample): Promise<readonly LintFinding[]> {
  const sources = [example.contract, ...(example.others ?? [])].map(sourceOf);
  const result = await runLintJob({ sources, rules: [rule], profile, limits: defaultBundleLimits });
  assert.deepEqual(
    result.rules.filter(({ status }) => status === "failed" || status === "not-run"),
    [],
  );
  return result.findings;
}

function sourceOf(contract: JsonObject, index: number): SourceFiles {
  const entry = `contract-${index}.json`;
  return { entry, files: [[entry, JSON.stringify(contract)]] };
}

describe("governance-rules/lint", () => {
  it("has the whole catalogue", () => {
    assert.equal(rules.length, 60);
  });

  for (const rule of rules) {
    for (const example of rule.examples.good) {
      it(`${rule.id} accepts: ${example.says}`, async () => {
        assert.deepEqual(await findingsOf(rule, example), []);
      });
    }
    for (const example of rule.examples.bad) {
      it(`${rule.id} refuses: ${example.says}`, async () => {
        const found = await findingsOf(rule, example);
        assert.deepEqual(
          found.map(({ pointer }) => pointer).toSorted(),
          [...example.at].toSorted(),
          JSON.stringify(found),
        );
        for (const finding of found) {
          assert.equal(finding.code, rule.id);
          assert.ok(finding.message.length > 0 && finding.fix !== undefined);
        }
      });
    }
  }
});
