import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pino } from "pino";
import fastify, { type FastifyInstance } from "fastify";
import { Pool } from "pg";
import { DataSource } from "typeorm";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import { EventFeed, type FeedQuery, type PublishedEvent } from "./event-feed.js";
import { EventSignal } from "./event-signal.js";
import { EventStream } from "./event-stream.js";

/** Remembers from where the stream reads. */
class WatchedFeed extends EventFeed {
  readonly positions: string[] = [];

  override read(position: string, query: FeedQuery, limit: number): Promise<PublishedEvent[]> {
    this.positions.push(position);
    return super.read(position, query, limit);
  }
}

const WANTED: FeedQuery = { plants: "*", type: "wanted", partitionKey: undefined };
let isAdmitted = true;
let database: TestDatabase;
let pool: Pool;
let dataSource: DataSource;
let server: FastifyInstance;
let feed: WatchedFeed;
let stream: EventStream;
let url: string;

before(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => undefined);
  dataSource = await new DataSource({ type: "postgres", url: database.url }).initialize();
  feed = new WatchedFeed(new UnitOfWork(dataSource, pool));
  stream = new EventStream(feed, new EventSignal(database.url, pino({ level: "silent" })));
  server = fastify();
  server.get("/", async (_request, reply) => {
    await stream.follow(reply, "0", () =>
      isAdmitted ? Promise.resolve(WANTED) : Promise.reject(new Error("revoked")),
    );
  });
  url = await server.listen({ host: "127.0.0.1", port: 0 });
});

after(async () => {
  stream.close();
  await server.close();
  await dataSource.destroy();
  await pool.end();
  await database.drop();
});

const publish = (type: string, from: number, to: number): Promise<unknown> =>
  pool.query(
    `INSERT INTO il.outbox (event_id, type, plant_code, partition_key, event, position)
     SELECT n, $1, 'P1', 'k', json_build_object('type', $1::text, 'n', n), n FROM generate_series($2::int, $3::int) n`,
    [type, from, to],
  );

test("does not read again what the filter left out, and loses nothing that comes later", async () => {
  await publish("other", 1, 500);
  const leave = new AbortController();
  const response = await fetch(url, { signal: leave.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader !== undefined);
  let text = String((await reader.read()).value);
  assert.match(text, /: waiting/);
  await publish("wanted", 501, 501);
  while (!text.includes("id: 501")) text += String((await reader.read()).value);
  assert.deepEqual([...new Set(feed.positions)].slice(0, 2), ["0", "500"]);
  leave.abort();
});

test("ends when the reader is not admitted any more", async () => {
  const response = await fetch(url);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader !== undefined);
  await reader.read();
  isAdmitted = false;
  await publish("wanted", 502, 502);
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
  assert.doesNotMatch(text, /id: 502/);
});
