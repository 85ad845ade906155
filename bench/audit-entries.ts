import { readFileSync } from "node:fs";
import { AuditStage, sampleIntent } from "../test/audit/audit-stage.js";

/**
 * Processor time of one audit entry, made, written and sequenced, in this process and in its database; other work on
 * the machine changes it less than it changes waiting. Exit code 1 when sequencing costs this process more than the bar.
 */
const ENTRIES = Number(process.argv[2] ?? 30_000);
const ENTRIES_PER_INSERT = 16;
const ENTRIES_PER_ROUND = 1_000;
const SEQUENCING_US_MAX = 10;

interface Cost {
  readonly processUs: number;
  readonly databaseUs: number;
}

const stage = await AuditStage.open();

/** Nanoseconds on a processor are the first number of a schedstat file (Linux). */
async function databaseUs(): Promise<number> {
  const backends = await stage.database.unitOfWork.read<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()",
  );
  const us = backends.map(({ pid }) => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ", 1)[0]) / 1000);
  return us.reduce((sum, one) => sum + one, 0);
}

async function measure(work: () => Promise<void>): Promise<Cost> {
  const startDatabaseUs = await databaseUs();
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return { processUs: user + system, databaseUs: (await databaseUs()) - startDatabaseUs };
}

function prepareAll(): Promise<void> {
  for (let made = 0; made < ENTRIES; made++) {
    stage.log.node.settle(stage.log.prepare(sampleIntent(made)).nodeSeq, "ROLLED_BACK");
  }
  return Promise.resolve();
}

async function write(count: number): Promise<void> {
  for (let written = 0; written < count; written += ENTRIES_PER_INSERT) {
    const intents = Array.from({ length: ENTRIES_PER_INSERT }, (_, index) => sampleIntent(written + index));
    await stage.database.unitOfWork.run((tx) => stage.log.append(tx, intents));
  }
}

async function sequence(): Promise<void> {
  for (let isMore = true; isMore;) isMore = (await stage.sequencer.runRound(false)).isMore;
}

function tell(step: string, { processUs, databaseUs: inDatabaseUs }: Cost): void {
  const each = (us: number): string => `${(us / ENTRIES).toFixed(1)} µs`;
  console.log(`${step.padEnd(10)} ${each(processUs)} in this process, ${each(inDatabaseUs)} in the database, an entry`);
}

const sum = (one: Cost, other: Cost): Cost => {
  return { processUs: one.processUs + other.processUs, databaseUs: one.databaseUs + other.databaseUs };
};

try {
  await write(ENTRIES_PER_ROUND * 3);
  await sequence();
  tell("made", await measure(prepareAll));
  await stage.chronicle().tick();
  let written: Cost = { processUs: 0, databaseUs: 0 };
  let sequenced = written;
  for (let done = 0; done < ENTRIES; done += ENTRIES_PER_ROUND) {
    written = sum(written, await measure(() => write(ENTRIES_PER_ROUND)));
    sequenced = sum(sequenced, await measure(sequence));
  }
  tell("written", written);
  tell("sequenced", sequenced);
  if (sequenced.processUs / ENTRIES > SEQUENCING_US_MAX) process.exitCode = 1;
} finally {
  await stage.close();
}
