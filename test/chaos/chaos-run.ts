import { systemClock } from "../../src/kernel/clock.js";
import type { NatsServer } from "../backbone/nats-server.js";
import { awaitRest } from "./await-rest.js";
import { ChaosDatabase } from "./chaos-database.js";
import { makeChaosOrders, MESSAGES_PER_ORDER } from "./chaos-order.js";
import type { ChaosPlan } from "./chaos-plan.js";
import { ChaosSystem } from "./chaos-system.js";
import { ALL_CHECKS } from "./checks/all-checks.js";
import { describeRun } from "./describe-run.js";
import { collectEvidence, type Evidence } from "./evidence.js";
import type { ChaosScenario } from "./scenarios/chaos-scenario.js";
import { randomChaos } from "./scenarios/random-chaos.js";
import { describeLogErrors } from "./log-errors.js";
import { describeRecovery } from "./recovery-times.js";
import { readStream } from "./read-stream.js";
import { releaseOrders } from "./release-orders.js";

/** Where a run takes place and who hears of it. */
export interface ChaosStage {
  /** A migrated, empty database of its own. */
  readonly databaseUrl: string;
  /** For keys, credentials, journals and logs. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** Crashes the database server and starts it again; undefined where it belongs to others. */
  readonly restartPostgres?: () => Promise<void>;
  /** A server of this run; undefined where none is installed. */
  readonly nats?: NatsServer;
  /** Ends the run early; every process is ended all the same. */
  readonly signal: AbortSignal;
}

const VIOLATIONS_PRINTED_MAX = 20;

/** Plays one run against real processes and judges it. @returns every violation, named by its check */
export async function runChaos(
  plan: ChaosPlan,
  stage: ChaosStage,
  scenario: ChaosScenario = randomChaos,
): Promise<string[]> {
  const database = new ChaosDatabase(stage.databaseUrl);
  try {
    const system = await ChaosSystem.start(stage, plan);
    try {
      const evidence = await play(plan, stage, system, database, scenario);
      for (const line of describeRun(evidence)) stage.say(`fault ${line}`);
      for (const line of await describeRecovery(database, evidence)) stage.say(`time  ${line}`);
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
  scenario: ChaosScenario,
): Promise<Evidence> {
  const { say, signal } = stage;
  const startMs = systemClock.monotonicMs();
  const orders = makeChaosOrders(plan.orders, plan.seed, systemClock.now());
  const { erp } = system.simulatorUrls;
  const scene = scenario({ plan, stage, system, database });
  const over = new AbortController();
  const untilOver = AbortSignal.any([signal, over.signal]);
  const befalling = scene.befall(untilOver);
  // Its failure is thrown where it is awaited; until then it must not end this process and leave the others behind.
  befalling.catch(() => undefined);
  try {
    const releases = await releaseOrders(erp, orders, plan.rate / MESSAGES_PER_ORDER, signal);
    say(`${releases.accepted.length} of ${orders.length} orders accepted`);
    const isAtRest = await awaitRest(database, releases.accepted.length, say, signal);
    const seconds = ((systemClock.monotonicMs() - startMs) / 1000).toFixed(0);
    const messages = releases.accepted.length * MESSAGES_PER_ORDER;
    say(
      `${isAtRest ? "at rest" : "NOTHING MOVES ANY MORE"} after ${seconds} s: ${messages} messages, ` +
        `${(messages / Number(seconds)).toFixed(0)} a second from the first release to the last posting`,
    );
    over.abort();
    await befalling;
    return await collectEvidence(database, erp, {
      releases,
      kills: scene.kills,
      killsWanted: plan.kills,
      faults: scene.faults,
      faultsWanted: plan.disturbances,
      streamed: stage.nats === undefined ? undefined : await readStream(stage.nats),
      deaths: system.workers.deaths,
    });
  } finally {
    over.abort();
    await Promise.allSettled([befalling]);
  }
}

function judge(evidence: Evidence, say: (line: string) => void): string[] {
  return ALL_CHECKS.flatMap((check) => {
    if (check.applies?.(evidence) === false) {
      say(`none  ${check.name}: not run`);
      return [];
    }
    const { figures, violations } = check.run(evidence);
    say(`${violations.length === 0 ? "pass" : "FAIL"}  ${check.name}: ${figures}`);
    for (const violation of violations.slice(0, VIOLATIONS_PRINTED_MAX)) say(`      ${violation}`);
    if (violations.length > VIOLATIONS_PRINTED_MAX) say(`      and ${violations.length - VIOLATIONS_PRINTED_MAX} more`);
    return violations.map((violation) => `${check.name}: ${violation}`);
  });
}
