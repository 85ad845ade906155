import { systemClock } from "../src/kernel/clock.js";
import { linkLots } from "../src/genealogy/genealogy-fixture.js";
import { TraceGenealogy } from "../src/genealogy/public.js";
import { openDatabase } from "../src/platform/persistence/open-database.js";
import { EVERY_ROW } from "../src/platform/security/public.js";
import { createTestDatabase, stopTestCluster } from "../test/support/test-database.js";

/**
 * Time of one question about a genealogy of 10,000 lots in 20 steps, beside that of a query that does the least a
 * database can do for it: reading as many rows by their key, one statement. Exit code 1 when it misses the bar.
 */
const LOTS = 10_000;
const DEPTH = 20;
const LOTS_PER_STEP = (LOTS - 1) / DEPTH;
const QUESTIONS = Number(process.argv[2] ?? 20);
const ANSWER_MS_MAX = 200;

const CALIBRATION = `
  SELECT l.* FROM generate_series(1, ${LOTS}) n JOIN LATERAL (
    SELECT * FROM il.genealogy_edge e WHERE e.child_material = 'M' AND e.child_lot = 'calibration' || n LIMIT 1) l ON true`;

/** A root, and under it 20 steps of the same width: each lot is made of two of the step before. */
function genealogy(prefix: string): { parent: string; child: string }[] {
  const lots = Array.from({ length: LOTS }, (_, index) => {
    const step = index === 0 ? 0 : Math.floor((index - 1) / LOTS_PER_STEP) + 1;
    return { name: `${prefix}${index}`, step: Math.min(step, DEPTH) };
  });
  const byStep = Map.groupBy(lots, ({ step }) => step);
  return lots.slice(1).flatMap(({ name, step }, index) => {
    const above = byStep.get(step - 1) ?? [];
    const parents = [above[index % above.length], above[(index + 1) % above.length]];
    return [...new Set(parents)].flatMap((parent) =>
      parent === undefined ? [] : [{ parent: parent.name, child: name }],
    );
  });
}

function tell(name: string, timesMs: readonly number[]): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  console.log(
    `${name.padEnd(34)} median ${median.toFixed(1)} ms, slowest ${(sorted.at(-1) ?? 0).toFixed(1)} ms of ${sorted.length}`,
  );
  return median;
}

async function measure(work: () => Promise<unknown>): Promise<number[]> {
  const timesMs: number[] = [];
  for (let count = 0; count < QUESTIONS + 2; count++) {
    const startMs = systemClock.monotonicMs();
    await work();
    timesMs.push(systemClock.monotonicMs() - startMs);
  }
  // The first two warm the caches of the database and of this process.
  return timesMs.slice(2);
}

const testDatabase = await createTestDatabase();
const configuration = { databaseUrl: testDatabase.url, databaseConnections: 4, role: "all" } as const;
const database = await openDatabase(configuration, () => undefined);
try {
  await linkLots(database.unitOfWork, systemClock, genealogy("lot"));
  const single = Array.from({ length: LOTS }, (_, n) => ({ parent: "calibration", child: `calibration${n + 1}` }));
  await linkLots(database.unitOfWork, systemClock, single);
  await database.pool.query("ANALYZE il.genealogy_edge");
  const tracing = new TraceGenealogy(database.unitOfWork);
  const ask = (lotNumber: string, direction: "up" | "down") => () =>
    tracing.trace({ materialNumber: "M", lotNumber, direction, depth: DEPTH, rows: EVERY_ROW });
  const answer = await ask("lot0", "down")();
  const nodes = answer?.nodes ?? [];
  const steps = Math.max(...nodes.map(({ depth }) => depth));
  console.log(
    `${nodes.length} lots in ${steps} steps, ${answer?.edges.length ?? 0} edges, truncated: ${answer?.truncation ?? "no"}`,
  );
  const median = tell("genealogy of 10,000 lots, 20 steps", await measure(ask("lot0", "down")));
  tell("calibration: 10,000 rows by key", await measure(() => database.unitOfWork.read(CALIBRATION)));
  const isWhole = nodes.length === LOTS && steps === DEPTH;
  console.log(`bar: ${ANSWER_MS_MAX} ms, ${median <= ANSWER_MS_MAX && isWhole ? "met" : "MISSED"}`);
  process.exitCode = median <= ANSWER_MS_MAX && isWhole ? 0 : 1;
} finally {
  await database.close();
  await testDatabase.drop();
  if (process.argv[3] === "stop") await stopTestCluster();
}
