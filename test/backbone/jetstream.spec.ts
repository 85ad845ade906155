import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { pino } from "pino";
import { EventCursor } from "../../src/backbone/event-cursor.js";
import { EventFollower } from "../../src/backbone/event-follower.js";
import { connectNats } from "../../src/backbone/jetstream/connect-nats.js";
import { JetStreamSink } from "../../src/backbone/jetstream/jetstream-sink.js";
import { systemClock } from "../../src/kernel/clock.js";
import { newTraceparent } from "../../src/kernel/trace-context.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import type { CloudEvent } from "../../src/platform/messaging/cloud-event.js";
import { EventFeed } from "../../src/platform/messaging/event-feed.js";
import { EventSignal } from "../../src/platform/messaging/event-signal.js";
import { OutboxRelay } from "../../src/platform/messaging/outbox-relay.js";
import { EventVersions } from "../../src/platform/messaging/event-versions.js";
import { Outbox } from "../../src/platform/messaging/outbox.js";
import { type Database, openDatabase } from "../../src/platform/persistence/open-database.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { createTestDatabase, type TestDatabase } from "../support/test-database.js";
import { NatsServer, natsMissing } from "./nats-server.js";

const logger = pino({ level: "silent" });
const ids = new UlidFactory(systemClock);
const KEYS = 7;

/** One worker process as far as events go. */
class Worker {
  readonly signal: EventSignal;
  readonly outbox: Outbox;
  readonly #relay: OutboxRelay;
  readonly #sink: JetStreamSink;
  readonly #cursor: EventCursor;
  readonly #follower: EventFollower;

  constructor(
    private readonly database: Database,
    databaseUrl: string,
    natsUrl: string,
  ) {
    const { unitOfWork } = database;
    this.signal = new EventSignal(databaseUrl, logger);
    this.outbox = new Outbox(ids, systemClock, undefined, this.signal);
    this.#relay = new OutboxRelay(unitOfWork, logger, this.signal);
    const versions = new EventVersions();
    versions.add({
      stream: "inventory-movement",
      name: "inventory-movement.issued",
      older: "v1",
      newer: "v2",
      down: ({ lines }) => ({ line: lines }),
    });
    const address = { servers: [new URL(natsUrl)], credentialsFile: undefined };
    this.#sink = new JetStreamSink(() => connectNats(address), versions);
    const parts = { feed: new EventFeed(unitOfWork), signal: this.signal, logger };
    this.#cursor = new EventCursor(unitOfWork, "jetstream", ids.next());
    this.#follower = new EventFollower(this.#cursor, this.#sink, parts);
  }

  async start(): Promise<void> {
    await this.signal.start();
    this.#relay.start();
    await this.#cursor.create();
    this.#follower.start();
  }

  async stop(): Promise<void> {
    await this.#relay.stop();
    await this.#follower.stop();
    await this.#sink.close();
    await this.signal.stop();
  }

  async writeMovement(): Promise<void> {
    const intent = {
      name: "inventory-movement.issued",
      version: 2,
      plantCode: "P1",
      orderNumber: "7",
      latencyClass: "RT",
      correlationId: "c",
      traceparent: newTraceparent(),
      data: { lines: 1 },
    } as const;
    await this.database.unitOfWork.run((tx) => this.outbox.append(tx, [intent]));
  }

  async write(from: number, to: number): Promise<void> {
    for (let n = from; n < to; n++) {
      const intent = {
        name: "production-order.completed",
        plantCode: "P1",
        orderNumber: String(n % KEYS),
        latencyClass: "RT",
        correlationId: "c",
        traceparent: newTraceparent(),
        data: { n },
      } as const;
      await this.database.unitOfWork.run((tx) => this.outbox.append(tx, [intent]));
    }
  }
}

describe("events in JetStream", { skip: natsMissing() ?? false }, () => {
  const folder = makeTemporaryFolder();
  let nats: NatsServer;
  let testDatabase: TestDatabase;
  let databases: Database[];
  let workers: Worker[];
  const worker = (index: number): Worker => workers[index] ?? assert.fail();

  before(async () => {
    nats = await NatsServer.start(folder.path);
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 6, role: "worker" } as const;
    databases = [
      await openDatabase(configuration, () => undefined),
      await openDatabase(configuration, () => undefined),
    ];
    workers = databases.map((database) => new Worker(database, testDatabase.url, nats.url));
    for (const each of workers) await each.start();
  });
  after(async () => {
    for (const each of workers) await each.stop();
    for (const database of databases) await database.close();
    await testDatabase.drop();
    await nats.kill();
    folder.remove();
  });

  /** Every event of the stream, once there are so many. */
  async function stored(count: number): Promise<CloudEvent[]> {
    const connection = await nats.connect();
    const manager = await jetstreamManager(connection);
    for (;;) {
      const info = await manager.streams.info("INTERLOCK").catch(() => undefined);
      if ((info?.state.messages ?? 0) >= count) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const consumer = await jetstream(connection).consumers.get("INTERLOCK");
    const events: CloudEvent[] = [];
    for await (const message of await consumer.fetch({ max_messages: count + 100, expires: 1_000 })) {
      assert.equal(message.subject, "interlock.P1.production-order.completed.v1");
      events.push(message.json<CloudEvent>());
    }
    await connection.close();
    return events;
  }

  function assertOnceAndInOrder(events: readonly CloudEvent[], count: number): void {
    const numbers = (of: readonly CloudEvent[]): number[] => of.map(({ data }) => Number(data["n"]));
    assert.deepEqual(
      numbers(events).toSorted((a, b) => a - b),
      Array.from({ length: count }, (_, n) => n),
    );
    for (const ofKey of Map.groupBy(events, ({ partitionkey }) => partitionkey).values()) {
      assert.deepEqual(
        numbers(ofKey),
        numbers(ofKey).toSorted((a, b) => a - b),
      );
    }
  }

  it("are stored once and in the order of their key while two workers run", async () => {
    await worker(0).write(0, 100);
    assertOnceAndInOrder(await stored(100), 100);
  });

  it("come later, and still once and in order, when the server was away; nobody who wrote has waited", async () => {
    await nats.kill();
    await worker(1).write(100, 200);
    await nats.start();
    assertOnceAndInOrder(await stored(200), 200);
  });

  it("go on when the worker that published them is gone", async () => {
    await worker(0).stop();
    await worker(1).write(200, 260);
    assertOnceAndInOrder(await stored(260), 260);
    await worker(0).start();
  });

  it("are on the subject of every version, so that a consumer reads the one it speaks", async () => {
    await worker(0).writeMovement();
    const connection = await nats.connect();
    const manager = await jetstreamManager(connection);
    const read = async (version: string): Promise<CloudEvent | undefined> => {
      const subject = `interlock.P1.inventory-movement.issued.${version}`;
      for (;;) {
        const message = await manager.streams.getMessage("INTERLOCK", { last_by_subj: subject }).catch(() => undefined);
        if (message !== undefined && message !== null) return message.json<CloudEvent>();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const [newest, older] = [await read("v2"), await read("v1")];
    await connection.close();
    assert.deepEqual([newest?.data, older?.data], [{ lines: 1 }, { line: 1 }]);
    assert.deepEqual([newest?.type.slice(-2), older?.type.slice(-2), newest?.id], ["v2", "v1", older?.id]);
  });
});
