import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CloudEvent } from "../platform/messaging/cloud-event.js";
import { loadEventContracts } from "../platform/messaging/event-contracts.js";
import { DeliveryStage } from "./delivery-stage.js";
import { laneOf } from "./lane.js";
import { postingStates } from "./posting-states.js";

describe("posting ledger", () => {
  let stage: DeliveryStage;
  before(async () => {
    stage = await DeliveryStage.open();
  });
  after(async () => {
    await stage.close();
  });

  it("keeps the given order, one lane per order and keys of sixteen characters", async () => {
    await stage.enqueue("4001", ["ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"]);
    const rows = await stage.rows("4001");
    assert.deepEqual(
      rows.map((row) => row.kind),
      ["ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"],
    );
    assert.ok(rows.every((row) => row.external_key.length === 16 && row.id.endsWith(row.external_key)));
    const lanes = await stage.unitOfWork.read<{ lane: number }>(
      "SELECT DISTINCT lane FROM il.posting WHERE order_number = '4001'",
    );
    assert.deepEqual(lanes, [{ lane: laneOf("P100", "4001") }]);
  });

  it("is empty again when the business transaction rolls back", async () => {
    const failure = stage.unitOfWork.run(async (tx) => {
      await stage.ledger.enqueue(tx, [stage.newPosting("4002", "CONFIRMATION")]);
      throw new Error("no");
    });
    await assert.rejects(failure, /no/);
    assert.deepEqual(await stage.rows("4002"), []);
  });

  it("refuses zero quantities, but takes a final confirmation of zero", async () => {
    const zero = { value: "0", unit: "KGM" };
    const item = { materialNumber: "RM-100", quantity: zero };
    await assert.rejects(stage.enqueue("4003", ["ISSUE_TO_ORDER"], { items: [item] }), {
      code: "POSTING_WITHOUT_QUANTITY",
    });
    await assert.rejects(stage.enqueue("4003", ["RECEIPT_FROM_ORDER"], { items: [] }), {
      code: "POSTING_WITHOUT_QUANTITY",
    });
    await assert.rejects(stage.enqueue("4003", ["CONFIRMATION"], { yield: zero }), {
      code: "POSTING_WITHOUT_QUANTITY",
    });
    await stage.enqueue("4003", ["CONFIRMATION"], { yield: zero, isFinal: true });
    assert.equal((await stage.rows("4003")).length, 1);
  });

  it("summarises by source and by order as the contract shows postings", async () => {
    await stage.drainAll(stage.worker("w1"));
    const bySource = await stage.ledger.summariesBySource(["source-4001", "nobody"]);
    assert.deepEqual([...bySource.keys()], ["source-4001"]);
    const [first] = await stage.ledger.summariesByOrder("P100", "4001");
    assert.deepEqual(Object.keys(first ?? {}), ["id", "kind", "state", "attempts", "externalKey", "erpDocument"]);
    assert.deepEqual(first, bySource.get("source-4001")?.[0]);
  });

  it("tells of settled postings in events that keep their contract", async () => {
    await stage.erp("POST", "conditions", { closedOrders: ["4004"] });
    await stage.enqueue("4004", ["CONFIRMATION"]);
    await stage.drainAll(stage.worker("w1"));
    const contracts = loadEventContracts();
    const events = await stage.unitOfWork.read<{ event: CloudEvent }>(
      "SELECT event::json AS event FROM il.outbox ORDER BY id",
    );
    assert.deepEqual(
      events.flatMap(({ event }) => contracts.validateEvent(event)),
      [],
    );
    assert.deepEqual(
      [...new Set(events.map(({ event }) => event.type))],
      ["com.interlock.posting.posted.v1", "com.interlock.posting.parked.v1"],
    );
  });

  it("has the state machine that the database guards", async () => {
    const rows = await stage.unitOfWork.read<{ from_state: string; to_state: string }>(
      "SELECT from_state, to_state FROM il.state_transition WHERE machine = 'posting'",
    );
    const ours = Object.entries(postingStates.transitions).flatMap(([from, list]) => list.map((to) => `${from} ${to}`));
    assert.deepEqual(rows.map((row) => `${row.from_state} ${row.to_state}`).toSorted(), ours.toSorted());
  });

  it("spreads orders over all lanes", () => {
    const lanes = new Set(Array.from({ length: 5_000 }, (_, index) => laneOf("P100", String(index))));
    assert.equal(lanes.size, 256);
  });
});
