import { parentPort, workerData } from "node:worker_threads";
import { loadRuleBook, readBreakingProfile } from "./breaking-settings.js";
import type { CompareOutcome, CompareTask } from "./compare-in-thread.js";
import { compareSides, loadSide, reviewedSide } from "./compare-sides.js";

async function run({ base, revision, profile, today }: CompareTask): Promise<CompareOutcome> {
  const [older, newer] = [
    loadSide("base", base.name, base.source),
    loadSide("revision", revision.name, revision.source),
  ];
  const rules = await loadRuleBook();
  const comparison = compareSides(older, newer, { rules, profile: readBreakingProfile(profile), today });
  const sides = { base: reviewedSide(older), revision: reviewedSide(newer) };
  return comparison === undefined ? sides : { ...sides, comparison };
}

parentPort?.postMessage(await run(workerData as CompareTask));
