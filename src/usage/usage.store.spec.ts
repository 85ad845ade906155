import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { type Database, openDatabase } from "../platform/persistence/open-database.js";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.js";
import { UsageCounter } from "./usage-counter.js";
import { UsageRecorder } from "./usage-recorder.js";
import { UsageStore } from "./usage.store.js";

const START = new Date("2026-11-20T10:00:00Z");
let now = START;
const clock: Clock = { now: () => now, monotonicMs: () => now.getTime() };

describe("UsageStore", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  before(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase(
      { databaseUrl: testDatabase.url, databaseConnections: 4, role: "all" },
      () => undefined,
    );
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const process = (): { counter: UsageCounter; recorder: UsageRecorder } => {
    const counter = new UsageCounter();
    const store = new UsageStore(database.unitOfWork);
    const recorder = new UsageRecorder(
      counter,
      store,
      database.unitOfWork,
      clock,
      pino({ enabled: false }),
      new UlidFactory(clock),
    );
    return { counter, recorder };
  };
  const observe = (counter: UsageCounter, requestBody: unknown): void =>
    counter.observe({
      clientId: "erp",
      plantCode: "P1",
      api: "production-order",
      version: "v1",
      operation: "POST /orders",
      requestBody,
      answerText: '{"id":1}',
    });
  const read = () =>
    new UsageStore(database.unitOfWork).read("production-order", "v1", new Date("2026-11-01T00:00:00Z"));

  it("writes nothing while nothing is counted, so that nobody seen is not taken for nobody there", async () => {
    const { recorder } = process();
    await recorder.flush();
    assert.deepEqual((await read()).windows, []);
  });

  it("sums up what several processes counted on several days", async () => {
    const processes = [process(), process()];
    for (const { recorder } of processes) recorder.start();
    for (const { counter } of processes) observe(counter, { note: "x" });
    await Promise.all(processes.map(({ recorder }) => recorder.flush()));
    now = new Date("2026-11-21T10:00:00Z");
    for (const { counter } of processes) observe(counter, {});
    for (const { recorder } of processes) await recorder.onModuleDestroy();
    const { calls, fields, windows } = await read();
    assert.deepEqual(calls, [
      {
        operation: "POST /orders",
        clientId: "erp",
        plantCode: "P1",
        calls: 4,
        requests: 4,
        answers: 4,
        isComplete: true,
        lastDay: "2026-11-21",
      },
    ]);
    assert.deepEqual(
      fields.map(({ direction, field, calls: count }) => `${direction} ${field} ${count}`),
      ["request  4", "request /note 2", "response  4", "response /id 4"],
    );
    assert.deepEqual(
      windows.map(({ startedAt, observedUntil }) => [startedAt, observedUntil]),
      [
        [START, now],
        [START, now],
      ],
    );
  });

  it("keeps what could not be written and writes it later", async () => {
    const { counter, recorder } = process();
    recorder.start();
    observe(counter, { later: true });
    await database.unitOfWork.run((tx) => tx.query("ALTER TABLE il.usage_window RENAME TO usage_window_away"));
    await assert.rejects(recorder.flush());
    await database.unitOfWork.run((tx) => tx.query("ALTER TABLE il.usage_window_away RENAME TO usage_window"));
    await recorder.onModuleDestroy();
    assert.equal((await read()).fields.find(({ field }) => field === "/later")?.calls, 1);
  });

  it("forgets counts that are too old to be of use", async () => {
    now = new Date("2028-02-01T00:00:00Z");
    const { recorder } = process();
    recorder.start();
    await recorder.onModuleDestroy();
    const { calls, fields, windows } = await read();
    assert.deepEqual([calls.length, fields.length, windows.length], [0, 0, 1]);
  });
});
