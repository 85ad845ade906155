import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { loadRuleBook, readBreakingProfile } from "../../../src/cli/contract-report/breaking-settings.js";
import { compareSides, loadSide } from "../../../src/cli/contract-report/compare-sides.js";
import { projectRoot } from "../../../src/config/project-root.js";
import { lintContracts, loadLintRuleset, SandboxPool } from "../../../src/governance/public.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";

/** `node <this file> --write-golden` accepts the API as it is now; the difference of the file is then reviewed. */
const BASELINE = join(projectRoot, "docs", "management-api.openapi.json");
const ENTRY = "management-api.openapi.json";

describe("the management API's own contract", () => {
  let gateway: TestGateway;
  let emitted: string;

  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
    const response = await fetch(`${gateway.url}/platform/v1/openapi.json`);
    assert.equal(response.status, 200);
    emitted = `${JSON.stringify(await response.json(), undefined, 2)}\n`;
    if (process.argv.includes("--write-golden")) writeFileSync(BASELINE, emitted);
  });
  after(async () => await gateway.close());

  it("follows the lint profile management", async () => {
    const sandbox = new SandboxPool();
    try {
      const sources = [{ entry: ENTRY, files: new Map([[ENTRY, emitted]]) }];
      const { verdict, findings } = await lintContracts(sources, loadLintRuleset("management"), {
        sandbox,
        clock: systemClock,
      });
      const errors = findings.filter(({ severity }) => severity === "ERROR");
      assert.deepEqual(
        errors.map(({ code, pointer, message }) => `${code} ${pointer} ${message}`),
        [],
      );
      assert.equal(verdict, "passed");
    } finally {
      sandbox.close();
    }
  });

  it("breaks nothing of the baseline that clients use", async () => {
    assert.ok(existsSync(BASELINE), "docs/management-api.openapi.json is missing");
    const baseline = { entry: ENTRY, files: new Map([[ENTRY, readFileSync(BASELINE, "utf8")]]) };
    const revision = { entry: ENTRY, files: new Map([[ENTRY, emitted]]) };
    const sides = [loadSide("base", "baseline", baseline), loadSide("revision", "emitted", revision)] as const;
    const rules = await loadRuleBook();
    const today = systemClock.now().toISOString().slice(0, 10);
    const comparison = compareSides(...sides, { rules, profile: readBreakingProfile("strict"), today });
    assert.ok(comparison !== undefined, "a document cannot be read");
    const blocking = comparison.changes.filter(({ severity }) => severity === "ERROR");
    assert.deepEqual(
      blocking.map(({ ruleId, message, affects }) => `${ruleId} ${message} ${affects.join(", ")}`),
      [],
    );
    assert.equal(comparison.verdict, "compatible");
  });

  it("is the baseline, so that every addition is reviewed as well", () => {
    assert.deepEqual(JSON.parse(emitted), JSON.parse(readFileSync(BASELINE, "utf8")));
  });
});
