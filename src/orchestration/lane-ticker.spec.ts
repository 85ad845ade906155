import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { DuePostings, type LaneDrainer } from "../delivery/public.js";
import { systemClock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { eventually } from "./conformance/eventually.js";
import { type TestEngine, openTestEngine, silentLogger } from "./conformance/test-engine.js";
import { LaneTicker } from "./lane-ticker.js";
import { DRAINS_PER_DESTINATION_MAX, DrainLane } from "./workflows/drain-lane.js";

const ids = new UlidFactory(systemClock);
const POSTING = `
  INSERT INTO il.posting (id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
    external_key, correlation_id, traceparent)
  VALUES ($1, 'P1', $1, $3, $2, 'CONFIRMATION', $1, $1, '{}', $1, $1, '')`;

let database: TestDatabase;
let context: TestEngine;
/** Lanes whose drain has begun; each ends when the test lets it. */
let begun: number[];
let begunDestinations: string[];
let drains = Promise.withResolvers<void>();

before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
  const drainer: Pick<LaneDrainer, "drain"> = {
    drain: async (destination, lane) => {
      begun.push(lane);
      begunDestinations.push(destination);
      await drains.promise;
      return { steps: 1, isClosed: false };
    },
  };
  context.engine.register(new DrainLane(drainer));
  await context.engine.launch();
});

after(async () => {
  drains.resolve();
  await context.close();
  await database.drop();
});

beforeEach(async () => {
  begun = [];
  begunDestinations = [];
  drains = Promise.withResolvers<void>();
  await context.pool.query("DELETE FROM il.posting");
});

/** No posting goes through it here. */
const gates = { closedForNow: () => [], forget: () => Promise.resolve() };

/** Another process: it remembers nothing of what the first one has asked. */
const newTicker = (): LaneTicker =>
  new LaneTicker(new DuePostings(context.unitOfWork, gates), context.engine, ids, systemClock, silentLogger);

async function addPosting(lane: number, destination = "ERP1"): Promise<void> {
  await context.pool.query(POSTING, [ids.next(), lane, destination]);
}

const openDrains = async (): Promise<number> => (await context.engine.keysInUse("drain-lane@1")).size;

test("starts one drain for each due lane and none for a lane that is being drained", async () => {
  for (const lane of [3, 7]) await addPosting(lane);
  assert.equal(await newTicker().tick(), true);
  await eventually(
    () => Promise.resolve(begun.length),
    (count) => count === 2,
  );
  assert.equal(await newTicker().tick(), false);
  await addPosting(9);
  assert.equal(await newTicker().tick(), true);
  await eventually(
    () => Promise.resolve(begun.toSorted((a, b) => a - b).join()),
    (lanes) => lanes === "3,7,9",
  );
  drains.resolve();
  await eventually(openDrains, (count) => count === 0);
});

test("drains a lane again when it is still due after its drain", async () => {
  await addPosting(5);
  drains.resolve();
  await newTicker().tick();
  await eventually(openDrains, (count) => count === 0);
  assert.equal(await newTicker().tick(), true);
  await eventually(openDrains, (count) => count === 0);
  assert.deepEqual(begun, [5, 5]);
});

test("leaves room for another destination when all lanes of a slow one are due", async () => {
  for (let lane = 0; lane < 40; lane++) await addPosting(lane, "SLOW");
  const ticker = newTicker();
  await ticker.tick();
  await eventually(
    () => Promise.resolve(begunDestinations.length),
    (count) => count === DRAINS_PER_DESTINATION_MAX,
  );
  await addPosting(1, "ZZZ");
  await eventually(
    async () => {
      await ticker.tick();
      return begunDestinations;
    },
    (destinations) => destinations.includes("ZZZ"),
  );
  assert.equal(begunDestinations.filter((destination) => destination === "SLOW").length, DRAINS_PER_DESTINATION_MAX);
  drains.resolve();
  await eventually(openDrains, (count) => count === 0);
});

test("gives the lanes of a crowded destination their turns one after the other", async () => {
  for (let lane = 0; lane < 40; lane++) await addPosting(lane);
  drains.resolve();
  const ticker = newTicker();
  for (let round = 0; round < 3; round++) {
    await ticker.tick();
    await eventually(openDrains, (count) => count === 0);
  }
  assert.equal(new Set(begun).size, 40);
});
