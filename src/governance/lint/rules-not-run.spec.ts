import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../config/project-root.js";
import { loadContractBundle } from "../intake/load-contract-bundle.js";
import type { LintRuleset } from "./lint-ruleset.js";
import { readLintRules } from "./read-lint-rules.js";
import type { RuleFunction } from "./rule-function.js";
import { rulesNotRun } from "./rules-not-run.js";
import { runDocumentRules } from "./run-document-rules.js";

const rules = readLintRules(join(projectRoot, "governance-rules", "lint")).filter(({ id }) => id === "ilk-op-id");
const profile = { name: "one", title: "One", include: ["interlock" as const], severities: {}, waivers: [] };
const ruleset: LintRuleset = { rules, profile, digest: "0" };
const contracts = [{ entry: "v1.yaml", format: "openapi-3.1" as const, digest: "1" }];
const text = "openapi: 3.1.0\npaths: { /a: { get: { operationId: readA } } }";
const { bundle } = loadContractBundle({ entry: "v1.yaml", files: new Map([["v1.yaml", text]]) });

function runWith(judge: RuleFunction): ReturnType<typeof runDocumentRules> {
  assert.ok(bundle);
  return runDocumentRules(bundle, rules, new Map([["operation-id", judge]]), profile);
}

describe("a rule that does not run", () => {
  it("is a finding when its function breaks, although it found nothing", async () => {
    const run = await runWith(() => {
      throw new Error("cannot read this");
    });
    assert.deepEqual(run.findings, []);
    const [finding] = rulesNotRun({ contracts, ...run }, ruleset);
    assert.equal(finding?.code, "RULE_NOT_RUN");
    assert.match(finding?.message ?? "", /ilk-op-id did not run: cannot read this/);
  });

  it("is a finding when the sandbox does not name it", () => {
    const found = rulesNotRun({ contracts, findings: [], rules: [] }, ruleset);
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [["RULE_NOT_RUN", "ERROR"]],
    );
  });

  it("is none when it ran on places, and none when the contract has no such place", async () => {
    const some = await runWith(() => Object.assign([], { judged: 3 }));
    assert.deepEqual(some.rules, [{ rule: "ilk-op-id", contract: "v1.yaml", status: "ran", nodes: 3 }]);
    const none = await runWith(() => Object.assign([], { judged: 0 }));
    assert.deepEqual(none.rules, [{ rule: "ilk-op-id", contract: "v1.yaml", status: "ran", nodes: 0 }]);
    assert.deepEqual(rulesNotRun({ contracts, ...none }, ruleset), []);
  });
});
