import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { projectRoot } from "../../../src/config/project-root.js";
import {
  collectContractFiles,
  exportSpectralRuleset,
  loadContractBundle,
  loadLintRuleset,
} from "../../../src/governance/public.js";
import { LintStage } from "./lint-stage.js";

const folder = mkdtempSync(join(tmpdir(), "interlock-export-"));
after(() => rmSync(folder, { recursive: true }));

describe("the exported ruleset", () => {
  it("finds with plain Spectral, in a process of its own, what Interlock finds", async () => {
    const contracts = join(projectRoot, "contracts");
    const source = collectContractFiles(join(contracts, "openapi", "production-order", "v1.yaml"), contracts);
    const ruleset = loadLintRuleset("strict");
    const file = exportSpectralRuleset(ruleset, folder);
    symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
    const document = join(folder, "contract.json");
    writeFileSync(document, JSON.stringify(loadContractBundle(source).bundle?.document));

    const script = join(import.meta.dirname, "plain-spectral.js");
    const printed = execFileSync(process.execPath, [script, file, document], { encoding: "utf8", timeout: 120_000 });
    const { report } = await new LintStage().lint([source]);
    const documentRules = new Set(ruleset.rules.filter(({ scope }) => scope === "document").map(({ id }) => id));
    const ours = report.findings
      .filter(({ code }) => documentRules.has(code))
      .map(({ code, pointer }) => `${code} ${pointer.split("/").slice(1).map(unescaped).join("/")}`);
    assert.ok(ours.length > 0);
    const theirs = JSON.parse(printed) as string[];
    assert.deepEqual(
      theirs.filter((line) => line.startsWith("ilk-")),
      ours.toSorted(),
    );
  });
});

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
