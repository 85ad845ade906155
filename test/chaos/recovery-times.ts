import type { ChaosDatabase } from "./chaos-database.js";
import type { Kill } from "./kill-workers.js";

/** The first change any worker made in a transaction that began after a kill. $1 time of the kill */
const NEXT_PROGRESS = `
  SELECT extract(epoch FROM min(at) - $1::timestamptz)::float8 * 1000 AS ms FROM il.audit_entry
  WHERE actor = 'worker' AND at > $1`;

/** Lines that tell how long the system needed after the kills. Printed, never judged: the machine decides them. */
export async function describeRecovery(database: ChaosDatabase, kills: readonly Kill[]): Promise<string[]> {
  const progress: number[] = [];
  for (const { at } of kills) {
    const [row] = await database.rows<{ ms: number | null }>(NEXT_PROGRESS, [at]);
    if (row?.ms !== null && row?.ms !== undefined) progress.push(row.ms);
  }
  const takeovers = kills.flatMap(({ takenOverAfterMs }) => takenOverAfterMs ?? []);
  return [
    `next progress by any worker after a kill: ${describe(progress, kills.length)}`,
    `workflows of the killed worker in other hands: ${describe(takeovers, kills.length)}`,
  ];
}

function describe(times: readonly number[], kills: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN)} ms`;
  if (sorted.length === 0) return `never seen in ${kills} kills`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)} (${sorted.length} of ${kills} kills)`;
}
