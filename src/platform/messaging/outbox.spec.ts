import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { type Database, openDatabase } from "../persistence/open-database.js";
import { EventContractError } from "./event-contract-error.js";
import { loadEventContracts } from "./event-contracts.js";
import { type EventIntent, Outbox } from "./outbox.js";

const ids = new UlidFactory(systemClock);
const contracts = loadEventContracts();
const checked = new Outbox(ids, systemClock, (event) => contracts.validateEvent(event));

function dispatched(orderNumber: string, data: Readonly<Record<string, unknown>> = {}): EventIntent {
  return {
    name: "production-order.dispatched",
    plantCode: "P100",
    orderNumber,
    latencyClass: "RT",
    correlationId: "c-1",
    traceparent: newTraceparent(),
    data: { revision: 1, dispatchId: ids.next(), attempt: 1, mesSystem: "MES1", ...data },
  };
}

describe("Outbox", () => {
  let testDatabase: TestDatabase;
  let database: Database;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 2, role: "all" } as const;
    database = await openDatabase(configuration, () => undefined);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const append = (outbox: Outbox, ...intents: readonly EventIntent[]): Promise<void> =>
    database.unitOfWork.run((tx) => outbox.append(tx, intents));
  const keys = async (): Promise<string[]> =>
    (await database.unitOfWork.read<{ key: string }>("SELECT partition_key AS key FROM il.outbox ORDER BY id")).map(
      ({ key }) => key,
    );

  it("writes events in the order they are given, and none for none", async () => {
    await append(checked);
    await append(checked, dispatched("1"), dispatched("2"));
    assert.deepEqual(await keys(), ["P100/1", "P100/2"]);
  });

  it("rolls the change back when one of its events breaks its contract", async () => {
    const keysBefore = await keys();
    const work = append(checked, dispatched("3"), dispatched("4", { attempt: 0, colour: "red" }));
    await assert.rejects(work, (error: unknown) => {
      assert.ok(error instanceof EventContractError);
      assert.deepEqual(error.findings.map(({ pointer }) => pointer).toSorted(), ["/data/attempt", "/data/colour"]);
      return true;
    });
    assert.deepEqual(await keys(), keysBefore);
  });

  it("reads a statement's own event only where events are checked", () => {
    assert.throws(() => checked.check(() => checked.row(dispatched("5", { attempt: 0 })).event), EventContractError);
    new Outbox(ids, systemClock).check(() => assert.fail("the event was read"));
  });
});
