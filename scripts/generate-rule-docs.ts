import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { projectRoot } from "../src/config/project-root.js";
import {
  describeBreakingRules,
  describeLintRules,
  loadBreakingRules,
  loadLintRuleset,
} from "../src/governance/public.js";

/**
 * Writes the pages of the rules, docs/lint-rules.md and docs/breaking-rules.md, from the rule files; with --check only
 * compares (exit code 1 when one differs).
 */
const BREAKING_RULES = new URL("../governance-rules/breaking/", import.meta.url);

await generate("lint-rules.md", describeLintRules(loadLintRuleset().rules));
await generate("breaking-rules.md", describeBreakingRules(await loadBreakingRules(BREAKING_RULES)));

async function generate(name: string, page: string): Promise<void> {
  const file = join(projectRoot, "docs", name);
  const text = await format(page, { ...(await resolveConfig(file)), parser: "markdown" });
  const isSame = existsSync(file) && readFileSync(file, "utf8") === text;
  if (isSame) return;
  if (!process.argv.includes("--check")) return writeFileSync(file, text);
  process.stderr.write(`docs/${name} differs from governance-rules; run npm run generate.\n`);
  process.exitCode = 1;
}
