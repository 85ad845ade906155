import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { type Database, openDatabase } from "../persistence/open-database.js";
import { EventFeed, type PublishedEvent } from "./event-feed.js";
import { EventSignal } from "./event-signal.js";
import { OutboxRelay } from "./outbox-relay.js";
import { Outbox } from "./outbox.js";

const EVENTS = 30;
const ALL = { plants: "*", type: undefined, partitionKey: undefined } as const;

describe("OutboxRelay", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let feed: EventFeed;
  let relays: OutboxRelay[];

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 8, role: "all" } as const;
    database = await openDatabase(configuration, () => undefined);
    feed = new EventFeed(database.unitOfWork);
    const logger = pino({ level: "silent" });
    relays = [1, 2].map(() => new OutboxRelay(database.unitOfWork, logger, new EventSignal(testDatabase.url, logger)));
  });
  after(async () => {
    for (const relay of relays) await relay.stop();
    await database.close();
    await testDatabase.drop();
  });

  it("publishes each event once and in the order of its key, also while two relays run", async () => {
    const outbox = new Outbox(new UlidFactory(systemClock), systemClock);
    const head = {
      name: "production-order.completed",
      latencyClass: "RT",
      correlationId: "c",
      traceparent: newTraceparent(),
    } as const;
    for (const relay of relays) relay.start();
    for (let index = 0; index < EVENTS; index++) {
      const intent = { ...head, plantCode: `P${index % 2}`, orderNumber: "1", data: { index } };
      await database.unitOfWork.run((tx) => outbox.append(tx, [intent]));
    }
    const events: PublishedEvent[] = [];
    while (events.length < EVENTS) events.push(...(await feed.read(events.at(-1)?.position ?? "0", ALL, 7)));
    const even = events.filter(({ event }) => event.plantcode === "P0").map(({ event }) => event.data["index"]);
    assert.deepEqual(
      even,
      Array.from({ length: EVENTS / 2 }, (_, index) => index * 2),
    );
    assert.equal(new Set(events.map(({ event }) => event.id)).size, EVENTS);
    assert.equal(await feed.lastPosition(), events.at(-1)?.position);
  });

  it("shows a reader the events of its plants, types and keys only", async () => {
    const of = async (query: Partial<Parameters<EventFeed["read"]>[1]>): Promise<number> =>
      (await feed.read("0", { ...ALL, ...query }, 500)).length;
    assert.equal(await of({ plants: ["P1"] }), EVENTS / 2);
    assert.equal(await of({ plants: [] }), 0);
    assert.equal(await of({ plants: ["P1"], partitionKey: "P0/1" }), 0);
    assert.equal(await of({ type: "com.interlock.production-order.released.v1" }), 0);
  });
});
