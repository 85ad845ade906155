import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pino } from "pino";
import { EventCursor, EventFollower } from "../src/backbone/public.js";
import { projectRoot } from "../src/config/project-root.js";
import { systemClock } from "../src/kernel/clock.js";
import { newTraceparent } from "../src/kernel/trace-context.js";
import { UlidFactory } from "../src/kernel/ulid.js";
import { migrateEngine } from "../src/orchestration/public.js";
import { EventFeed, type PublishedEvent } from "../src/platform/messaging/event-feed.js";
import { EventSignal } from "../src/platform/messaging/event-signal.js";
import { OutboxRelay } from "../src/platform/messaging/outbox-relay.js";
import { Outbox } from "../src/platform/messaging/outbox.js";
import { connectClient } from "../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../src/platform/persistence/embedded-postgres.js";
import { migrate } from "../src/platform/persistence/migrate.js";
import { type Database, openDatabase } from "../src/platform/persistence/open-database.js";

/**
 * From the commit of an event to its subscriber, in another process's place: writer, relay and follower know each other
 * through the database only. Beside it stands what a commit with one row costs in the same run.
 */
const EVENTS = 2_000;
const RATES_PER_SECOND = [20, 200];
const CALIBRATION_MS = 3_000;
const MS_PER_SECOND = 1_000;

const logger = pino({ level: "silent" });
const ids = new UlidFactory(systemClock);
const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", "bench-postgres"), systemClock);

async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { databaseUrl: adminUrl } = await cluster.start();
  const name = `bench_outbox_${process.pid}`;
  const admin = await connectClient(adminUrl);
  await admin.query(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  await migrate(url, migrateEngine);
  const drop = async (): Promise<void> => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  };
  return { url, drop };
}

/** Sequential commits of one row in a second. */
async function calibrate({ unitOfWork }: Database): Promise<number> {
  const end = performance.now() + CALIBRATION_MS;
  let commits = 0;
  for (; performance.now() < end; commits++) {
    await unitOfWork.run((tx) =>
      tx.query("UPDATE il.event_cursor SET updated_at = now() WHERE follower = 'calibration'"),
    );
  }
  return (commits * MS_PER_SECOND) / CALIBRATION_MS;
}

/** Milliseconds from the commit to the subscriber, by event. */
async function measure(database: Database, outbox: Outbox, arrivals: Map<string, number>, ratePerSecond: number) {
  const committed = new Map<string, number>();
  const count = Math.min(EVENTS, ratePerSecond * 10);
  const startMs = performance.now();
  for (let n = 0; n < count; n++) {
    const correlationId = ids.next();
    const intent = {
      name: "production-order.completed",
      plantCode: "P1",
      orderNumber: String(n % 50),
      latencyClass: "RT",
      correlationId,
      traceparent: newTraceparent(),
      data: { n },
    } as const;
    await database.unitOfWork.run((tx) => outbox.append(tx, [intent]));
    committed.set(correlationId, performance.now());
    await setTimeout(Math.max(0, startMs + ((n + 1) * MS_PER_SECOND) / ratePerSecond - performance.now()));
  }
  while (![...committed.keys()].every((id) => arrivals.has(id))) await setTimeout(20);
  return [...committed].map(([id, atMs]) => Math.max(0, (arrivals.get(id) ?? 0) - atMs)).toSorted((a, b) => a - b);
}

const { url, drop } = await freshDatabase();
const configuration = { databaseUrl: url, databaseConnections: 6, role: "all" } as const;
const [writer, reader] = [
  await openDatabase(configuration, () => undefined),
  await openDatabase(configuration, () => undefined),
];
const [writerSignal, readerSignal] = [new EventSignal(url, logger), new EventSignal(url, logger)];
const relay = new OutboxRelay(reader.unitOfWork, logger, readerSignal);
const arrivals = new Map<string, number>();
const handler = {
  name: "bench",
  pageRows: 200,
  admit: () => Promise.resolve({ plants: "*", type: undefined, partitionKey: undefined } as const),
  take: (events: readonly PublishedEvent[]): Promise<void> => {
    for (const { event } of events) arrivals.set(event.correlationid, performance.now());
    return Promise.resolve();
  },
};
const parts = { feed: new EventFeed(reader.unitOfWork), signal: readerSignal, logger };
const cursor = new EventCursor(reader.unitOfWork, handler.name, ids.next());
const follower = new EventFollower(cursor, handler, parts);

await writerSignal.start();
await readerSignal.start();
await writer.unitOfWork.read("INSERT INTO il.event_cursor (follower, position) VALUES ('calibration', 0)");
relay.start();
await cursor.create();
follower.start();
const outbox = new Outbox(ids, systemClock, undefined, writerSignal);
await measure(writer, outbox, arrivals, 100);

const commitsPerSecond = await calibrate(writer);
console.log(
  `calibration: ${commitsPerSecond.toFixed(0)} sequential commits/s, ${(MS_PER_SECOND / commitsPerSecond).toFixed(1)} ms each`,
);
for (const rate of RATES_PER_SECOND) {
  const delays = await measure(writer, outbox, arrivals, rate);
  const at = (share: number): string => (delays[Math.floor(delays.length * share)] ?? 0).toFixed(1);
  console.log(
    `${rate} events/s: commit to subscriber p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (${delays.length} events)`,
  );
}
await relay.stop();
await follower.stop();
for (const signal of [writerSignal, readerSignal]) await signal.stop();
for (const database of [writer, reader]) await database.close();
await drop();
await cluster.stop();
