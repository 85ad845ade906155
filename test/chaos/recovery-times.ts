import type { ChaosDatabase } from "./chaos-database.js";
import type { Evidence } from "./evidence.js";
import type { Kill } from "./kill-workers.js";

/** When workers changed anything, in milliseconds since 1970, ascending. */
const PROGRESS = `
  SELECT extract(epoch FROM at)::float8 * 1000 AS ms FROM il.audit_entry WHERE actor = 'worker' ORDER BY at`;

type Befallen = Pick<Evidence, "kills" | "faults">;

/** Lines that tell how long the system needed after what befell it. Printed, never judged: the machine decides them. */
export async function describeRecovery(database: ChaosDatabase, { kills, faults }: Befallen): Promise<string[]> {
  const progress = (await database.rows<{ ms: number }>(PROGRESS)).map(({ ms }) => ms);
  const after = (times: readonly Date[]): string => {
    const found = times.flatMap((at) => recoveryMs(progress, at.getTime()) ?? []);
    return describe(found, times.length);
  };
  const takeover = (list: readonly Kill[]): string =>
    describe(
      list.flatMap(({ takenOverAfterMs }) => takenOverAfterMs ?? []),
      list.length,
    );
  const [taken, alone] = [kills.filter((kill) => kill.wasAnotherUp), kills.filter((kill) => !kill.wasAnotherUp)];
  const ends = faults.map(({ endedAt }) => endedAt);
  const byName = [...Map.groupBy(faults, ({ name }) => name)].toSorted(([a], [b]) => a.localeCompare(b));
  return [
    `next progress after a kill while another worker was up: ${after(taken.map(({ at }) => at))}`,
    `workflows of the killed worker in its hands: ${takeover(taken)}`,
    `next progress after a kill of the only worker that was up, its restart included: ${after(alone.map(({ at }) => at))}`,
    ...byName.map(([name, list]) => `next progress after ${name}: ${after(list.map(({ endedAt }) => endedAt))}`),
    `next progress after any of them but a kill of the only worker: ${after([...taken.map(({ at }) => at), ...ends])}`,
  ];
}

/** @returns undefined when nothing was left to do */
function recoveryMs(progress: readonly number[], atMs: number): number | undefined {
  const next = progress.find((ms) => ms > atMs);
  return next === undefined ? undefined : next - atMs;
}

function describe(times: readonly number[], count: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN)} ms`;
  if (sorted.length === 0) return `never seen in ${count}`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} (${sorted.length} of ${count})`;
}
