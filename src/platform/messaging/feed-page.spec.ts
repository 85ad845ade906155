import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Pool } from "pg";
import { DataSource } from "typeorm";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import { EventFeed } from "./event-feed.js";
import { readPage } from "./feed-page.js";

let database: TestDatabase;
let pool: Pool;
let dataSource: DataSource;
let feed: EventFeed;

before(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => undefined);
  dataSource = await new DataSource({ type: "postgres", url: database.url }).initialize();
  feed = new EventFeed(new UnitOfWork(dataSource, pool));
  await pool.query(
    `INSERT INTO il.outbox (event_id, type, plant_code, partition_key, event, position)
     SELECT n, CASE n WHEN 2 THEN 'wanted' ELSE 'other' END, 'P1', 'P1/1', '{}', n FROM generate_series(1, 5) n`,
  );
});

after(async () => {
  await dataSource.destroy();
  await pool.end();
  await database.drop();
});

const nextAfter = async (from: string): Promise<string> =>
  (await readPage(feed, from, { plants: "*", type: "wanted", partitionKey: undefined }, 10)).nextAfter;

test("a page goes on behind its last event", async () => {
  assert.equal(await nextAfter("0"), "2");
});

test("a page on which nothing matched goes on behind the newest event", async () => {
  assert.equal(await nextAfter("2"), "5");
});

test("a position ahead of the feed is not taken back", async () => {
  assert.equal(await nextAfter("900"), "900");
});
