import { systemClock } from "../../src/kernel/clock.js";
import { awaitRest } from "./await-rest.js";
import { ChaosDatabase } from "./chaos-database.js";
import { makeChaosOrders } from "./chaos-order.js";
import type { ChaosPlan } from "./chaos-plan.js";
import { ChaosSystem } from "./chaos-system.js";
import { ALL_CHECKS } from "./checks/all-checks.js";
import { collectEvidence, type Evidence } from "./evidence.js";
import { KillWorkers } from "./kill-workers.js";
import { describeLogErrors } from "./log-errors.js";
import { describeRecovery } from "./recovery-times.js";
import { releaseOrders } from "./release-orders.js";

/** Where a run takes place and who hears of it. */
export interface ChaosStage {
  /** A migrated, empty database of its own. */
  readonly databaseUrl: string;
  /** For keys, credentials, journals and logs. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** Ends the run early; every process is ended all the same. */
  readonly signal: AbortSignal;
}

const VIOLATIONS_PRINTED_MAX = 20;

/** Plays one run against real processes and judges it. @returns every violation, named by its check */
export async function runChaos(plan: ChaosPlan, stage: ChaosStage): Promise<string[]> {
  const database = new ChaosDatabase(stage.databaseUrl);
  try {
    const system = await ChaosSystem.start(stage.databaseUrl, stage.folder, plan);
    try {
      const evidence = await play(plan, stage, system, database);
      for (const line of await describeRecovery(database, evidence.kills)) stage.say(`time  ${line}`);
      for (const line of describeLogErrors(stage.folder)) stage.say(`log   ${line}`);
      return judge(evidence, stage.say);
    } finally {
      await system.stop();
    }
  } finally {
    await database.close();
  }
}

async function play(
  plan: ChaosPlan,
  stage: ChaosStage,
  system: ChaosSystem,
  database: ChaosDatabase,
): Promise<Evidence> {
  const { say, signal } = stage;
  const startMs = systemClock.monotonicMs();
  const orders = makeChaosOrders(plan.orders, plan.seed, systemClock.now());
  const { erp } = system.simulatorUrls;
  const killer = new KillWorkers(plan, database, system.workers, say);
  const over = new AbortController();
  const untilOver = AbortSignal.any([signal, over.signal]);
  const killing = Promise.all([killer.run(untilOver), killer.watchTakeovers(untilOver)]);
  // Its failure is thrown where it is awaited; until then it must not end this process and leave the others behind.
  killing.catch(() => undefined);
  try {
    const releases = await releaseOrders(erp, orders, signal);
    say(`${releases.accepted.length} of ${orders.length} orders accepted`);
    const isAtRest = await awaitRest(database, releases.accepted.length, say, signal);
    const seconds = ((systemClock.monotonicMs() - startMs) / 1000).toFixed(0);
    say(`${isAtRest ? "at rest" : "NOTHING MOVES ANY MORE"} after ${seconds} s`);
    over.abort();
    await killing;
    const { kills } = killer;
    return await collectEvidence(database, erp, {
      releases,
      kills,
      killsWanted: plan.kills,
      deaths: system.workers.deaths,
    });
  } finally {
    over.abort();
    await Promise.allSettled([killing]);
  }
}

function judge(evidence: Evidence, say: (line: string) => void): string[] {
  return ALL_CHECKS.flatMap((check) => {
    const { figures, violations } = check.run(evidence);
    say(`${violations.length === 0 ? "pass" : "FAIL"}  ${check.name}: ${figures}`);
    for (const violation of violations.slice(0, VIOLATIONS_PRINTED_MAX)) say(`      ${violation}`);
    if (violations.length > VIOLATIONS_PRINTED_MAX) say(`      and ${violations.length - VIOLATIONS_PRINTED_MAX} more`);
    return violations.map((violation) => `${check.name}: ${violation}`);
  });
}
