import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../../src/config/project-root.js";
import { collectContractFiles, loadLintRuleset, RecentLintCache } from "../../../src/governance/public.js";
import { LintStage } from "./lint-stage.js";

const CONTRACTS = join(projectRoot, "contracts");
const sources = ["openapi", "asyncapi"].flatMap((family) =>
  readdirSync(join(CONTRACTS, family), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => collectContractFiles(join(CONTRACTS, family, name), CONTRACTS)),
);

describe("the contracts of the product", () => {
  it("pass the strict profile, and every rule says that it ran", async (context) => {
    const cache = new RecentLintCache();
    const stage = new LintStage();
    const { report, stillMsMax } = await stage.lint(sources, { options: { cache } });
    context.diagnostic(`${report.rules.length} runs, event loop stood still for at most ${stillMsMax} ms`);
    const errors = report.findings.filter(({ severity }) => severity === "ERROR");
    assert.deepEqual(errors, []);
    assert.equal(report.verdict, "passed");
    for (const rule of loadLintRuleset().rules) {
      const runs = report.rules.filter((run) => run.rule === rule.id);
      assert.ok(runs.length > 0, rule.id);
      assert.ok(
        runs.every(({ status }) => status === "ran"),
        rule.id,
      );
    }
    const again = await stage.lint(sources, { options: { cache } });
    assert.deepEqual(again.report, report);
  });
});
