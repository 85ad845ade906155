import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { ERP, testDocument, testProfile } from "../src/connectors/connector-fixtures.js";
import { ConnectorRegistry } from "../src/connectors/public.js";
import { DestinationGates } from "../src/delivery/destination-gate.js";
import { Destinations } from "../src/delivery/destinations/destinations.js";
import { DuePostings } from "../src/delivery/due-postings.js";
import { ErpTargets } from "../src/delivery/erp-targets.js";
import { LaneDrainer } from "../src/delivery/lane-drainer.js";
import { PostingLedger } from "../src/delivery/posting-ledger.js";
import { PostingListeners } from "../src/delivery/posting-listeners.js";
import { PostingSteps } from "../src/delivery/posting-steps.js";
import { PostingTransitions } from "../src/delivery/posting-transitions.js";
import { systemClock } from "../src/kernel/clock.js";
import { newTraceparent } from "../src/kernel/trace-context.js";
import { UlidFactory } from "../src/kernel/ulid.js";
import { DbosEngine } from "../src/orchestration/dbos/dbos-engine.js";
import { LaneTicker } from "../src/orchestration/lane-ticker.js";
import { DrainLane } from "../src/orchestration/workflows/drain-lane.js";
import { AuditLog } from "../src/platform/audit/audit-log.js";
import { Outbox } from "../src/platform/messaging/outbox.js";
import { DurableDatabase } from "./durable-database/durable-database.js";
import { ErpDouble } from "./durable-database/erp-double.js";

/**
 * Ordered deliveries a second through ledger, lanes, engine and a connector, with the ERP as a double in this process:
 * npm run bench deliveries [postings of a round] [postings of a larger backlog]
 * After a warm-up, plain rounds and rounds with a poisoned order take turns, and the medians count; then the larger
 * backlog, where one is named. Exit code 1 when a bar is missed or a posting was lost, doubled or out of order.
 */
const POSTINGS = Number(process.argv[2] ?? 3_000);
const LARGER_BACKLOG = Number(process.argv[3] ?? 0);
const WARM_UP_POSTINGS = 500;
const ROUNDS = 3;
const ORDERS = 1_000;
const PER_SECOND_MIN = 300;
const POISON_SLOWDOWN_MAX = 0.1;
const BACKLOG_SLOWDOWN_MAX = 0.2;
const ENQUEUE_AT_ONCE = 500;
const MS_PER_SECOND = 1_000;
const PATIENCE_MS = 600_000;
const SETTLE_MS = 2_000;
const PARALLEL = 16;

const logger = pino({ level: "error" });
const ids = new UlidFactory(systemClock);
const audit = new AuditLog(systemClock);
const stage = await DurableDatabase.open("deliveries");
const { unitOfWork, pool } = stage.database;
const ledger = new PostingLedger(ids, audit, unitOfWork);
const erp = new ErpDouble();

function drainer(due: DuePostings, gates: DestinationGates, worker: string): LaneDrainer {
  const listeners = new PostingListeners();
  listeners.register({ lock: () => Promise.resolve(), onSettled: () => Promise.resolve() });
  const transitions = new PostingTransitions(unitOfWork, audit, new Outbox(ids, systemClock), listeners, worker);
  const steps = new PostingSteps({ transitions, clock: systemClock, random: () => 0.5 }, unitOfWork);
  const plain = testProfile("http://127.0.0.1");
  const systems = { ...plain.systems, erp: { ...plain.systems.erp, maxParallel: PARALLEL, timeoutMs: 5_000 } };
  const profile = { ...plain, systems };
  const connectors = new ConnectorRegistry([{ adapter: "sap-odata", create: () => erp }], []);
  return new LaneDrainer(due, new ErpTargets({ profile: async () => profile }, connectors), gates, steps, logger);
}

/** Puts postings of the orders of a round in turn, each with its place in `occurredAt`. */
async function enqueue(round: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += ENQUEUE_AT_ONCE) {
    const places = Array.from({ length: Math.min(ENQUEUE_AT_ONCE, count - first) }, (_, index) => first + index);
    const postings = places.map((place) => {
      const orderNumber = orderOf(round, place);
      const document = testDocument("CONFIRMATION", orderNumber, String(place).padStart(9, "0"));
      const plain = { plantCode: "P100", orderNumber, destination: ERP, kind: "CONFIRMATION", document } as const;
      const call = { sourceId: ids.next(), operationId: ids.next(), correlationId: round };
      return { ...plain, ...call, traceparent: newTraceparent() };
    });
    await unitOfWork.run((tx) => ledger.enqueue(tx, postings));
  }
  await pool.query("ANALYZE il.posting");
}

const orderOf = (round: string, place: number): string => `${round}${place % ORDERS}`;

/** @returns deliveries a second; undefined when what arrived is not what was sent, once each and in order. */
async function measure(round: string, count: number, poisonedOrder?: string): Promise<number | undefined> {
  erp.forget();
  await enqueue(round, count);
  erp.poisonedOrder = poisonedOrder;
  const poisoned = poisonedOrder === undefined ? 0 : Math.ceil(count / ORDERS);
  const expected = count - poisoned;
  const startMs = systemClock.monotonicMs();
  ticker.start();
  while (erp.count < expected && systemClock.monotonicMs() - startMs < PATIENCE_MS) await delay(10);
  const rate = (erp.count * MS_PER_SECOND) / (systemClock.monotonicMs() - startMs);
  await ticker.stop();
  // What was sent last is still being written down; a document too many would come in this time.
  await delay(SETTLE_MS);
  const isInOrder = [...erp.arrivals.values()].every((places) =>
    places.every((place, index) => index === 0 || place > (places[index - 1] ?? "")),
  );
  const verdict = erp.count !== expected ? "LOST OR DOUBLED" : isInOrder ? "each once, in order" : "OUT OF ORDER";
  console.log(`${round.padEnd(9)} ${erp.count} of ${expected}: ${rate.toFixed(0)} deliveries/s, ${verdict}`);
  return erp.count === expected && isInOrder ? rate : undefined;
}

/** Prints a bar and makes the exit code follow it. */
function judge(name: string, isMet: boolean): void {
  console.log(`bar: ${name}: ${isMet ? "met" : "MISSED"}`);
  if (!isMet) process.exitCode = 1;
}

/** The middle one of an odd number of rounds; 0 when one of them was not right. */
function median(rates: readonly (number | undefined)[]): number {
  if (rates.includes(undefined)) return 0;
  return rates.map((rate) => rate ?? 0).toSorted((one, other) => one - other)[Math.floor(rates.length / 2)] ?? 0;
}

const newTicker = (): LaneTicker => new LaneTicker(due, engine, ids, systemClock, logger);

const engine = new DbosEngine(stage.url, pool, logger);
const gates = new DestinationGates(new Destinations(unitOfWork, audit), engine.executorId, systemClock, logger);
const due = new DuePostings(unitOfWork, gates);
engine.register(new DrainLane(drainer(due, gates, engine.executorId)));
let ticker = newTicker();
try {
  await engine.launch();
  const commitsBefore = await stage.commitsPerSecond();
  await measure("warm-up", WARM_UP_POSTINGS);
  const plainRates: (number | undefined)[] = [];
  const poisonedRates: (number | undefined)[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    ticker = newTicker();
    plainRates.push(await measure(`plain${round}-`, POSTINGS));
    ticker = newTicker();
    poisonedRates.push(await measure(`poison${round}-`, POSTINGS, orderOf(`poison${round}-`, 0)));
  }
  const commitsAfter = await stage.commitsPerSecond();
  const commits = (commitsBefore + commitsAfter) / 2;
  const [plain, poisoned] = [median(plainRates), median(poisonedRates)];
  console.log(`calibration: ${commitsBefore.toFixed(0)} sequential commits/s before, ${commitsAfter.toFixed(0)} after`);
  console.log(`median: ${plain.toFixed(0)} deliveries/s, ${(plain / commits).toFixed(2)} a commit of the calibration`);
  console.log(`median with a poisoned order: ${poisoned.toFixed(0)} deliveries/s`);
  judge(`${PER_SECOND_MIN} deliveries/s`, plain >= PER_SECOND_MIN);
  judge("one poisoned order slows the others by 10 % at most", poisoned >= plain * (1 - POISON_SLOWDOWN_MAX));
  if (LARGER_BACKLOG > 0) {
    ticker = newTicker();
    const larger = (await measure("backlog", LARGER_BACKLOG)) ?? 0;
    judge("the larger backlog drains at most 20 % slower", larger >= plain * (1 - BACKLOG_SLOWDOWN_MAX));
  }
} finally {
  // The engine's last look at its queue may find the database closed.
  logger.level = "silent";
  await engine.shutdown(5_000);
  await stage.close();
}
