import { join } from "node:path";
import { loadRuleBook, readBreakingProfile } from "../../../src/cli/contract-report/breaking-settings.js";
import { compareSides, loadSide, reviewedSide } from "../../../src/cli/contract-report/compare-sides.js";
import { projectRoot } from "../../../src/config/project-root.js";
import { collectContractFiles } from "../../../src/governance/public.js";
import { reviewDiff } from "../../../src/governance/report/review-diff.js";
import type { ReviewReport } from "../../../src/governance/report/review-report.js";

const FOLDER = join(projectRoot, "test", "governance", "report", "fixture");
/** The rules a golden file lists; all others would make it change with every new rule. */
const LISTED = ["enum", "major-not-bumped", "max-length", "operation.removed", "path.removed", "pattern"];

/** The comparison of the fixture pair, which has proven and derived breaks, as the command line would report it. */
export async function fixtureReport(): Promise<ReviewReport> {
  const [base, revision] = (["base", "revision"] as const).map((role) =>
    loadSide(role, `${role}.yaml`, collectContractFiles(join(FOLDER, `${role}.yaml`), FOLDER)),
  );
  if (base === undefined || revision === undefined) throw new Error("the fixture pair is not there");
  const rules = await loadRuleBook();
  const profile = readBreakingProfile("strict");
  const comparison = compareSides(base, revision, { rules, profile, today: "2026-11-23" });
  if (comparison === undefined) throw new Error("the fixture pair cannot be read");
  const report = reviewDiff(comparison, {
    base: reviewedSide(base),
    revision: reviewedSide(revision),
    rules,
    failOn: "error",
    policy: { waivers: [], today: "2026-11-23" },
    date: "2026-11-23",
  });
  return { ...report, rules: report.rules.filter(({ id }) => LISTED.includes(id)) };
}
