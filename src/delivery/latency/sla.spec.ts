import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { PostingKind } from "../../connectors/public.js";
import { type Clock, systemClock } from "../../kernel/clock.js";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import { loadEventContracts } from "../../platform/messaging/event-contracts.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { DeliveryStage } from "../delivery-stage.js";
import { PostingLedger } from "../posting-ledger.js";
import type { DeliveryPolicy } from "./delivery-policy.js";
import { latencyGauges } from "./latency-gauges.js";
import { MeasureLatency } from "./measured-latency.js";
import { RecordBreaches } from "./record-breaches.js";

const HOUR_MS = 3_600_000;

/** The clock of the database, moved by hand. */
class HandClock implements Clock {
  aheadMs = 0;
  readonly now = (): Date => new Date(systemClock.now().getTime() + this.aheadMs);
  readonly monotonicMs = (): number => this.aheadMs;
}

const POLICY: DeliveryPolicy = {
  classification: [
    { when: { type: "operation-confirmation.completed" }, class: "RT" },
    { when: { type: "inventory-movement.issued" }, class: "BATCH", windowMinutes: 120 },
  ],
  sla: { RT: { p95Seconds: 5 } },
};

describe("time that postings may take", () => {
  let stage: DeliveryStage;
  let ledger: PostingLedger;
  let breaches: RecordBreaches;
  const clock = new HandClock();
  const contracts = loadEventContracts();

  before(async () => {
    stage = await DeliveryStage.open();
    ledger = new PostingLedger(stage.ids, stage.audit, stage.unitOfWork, clock);
    const records = { outbox: new Outbox(stage.ids, clock), audit: stage.audit };
    breaches = new RecordBreaches(stage.unitOfWork, stage.listeners, records, clock);
  });
  after(async () => {
    await stage.close();
  });

  async function enqueue(order: string, kind: PostingKind, isFinal = false): Promise<void> {
    const posting = stage.newPosting(order, kind, isFinal ? { isFinal } : {});
    await stage.unitOfWork.run((tx) => ledger.enqueue(tx, [posting], POLICY));
  }

  async function breachEvents(order: string): Promise<CloudEvent[]> {
    const rows = await stage.unitOfWork.read<{ event: CloudEvent }>(
      "SELECT event::json AS event FROM il.outbox WHERE partition_key = $1 AND type LIKE '%sla-breached%' ORDER BY id",
      [`P100/${order}`],
    );
    return rows.map(({ event }) => event);
  }

  const inTime = async (secondsAhead: number): Promise<boolean> => {
    clock.aheadMs += secondsAhead * 1_000;
    try {
      return await breaches.round();
    } finally {
      clock.aheadMs -= secondsAhead * 1_000;
    }
  };

  it("is that of its class, and told once when it is over, with an event that keeps its contract", async () => {
    await enqueue("6001", "CONFIRMATION", true);
    await enqueue("6002", "CONFIRMATION");
    assert.equal(await inTime(4), false);
    assert.equal(await inTime(10), true);
    assert.equal(await inTime(10), false);
    const [event, ...others] = await breachEvents("6001");
    assert.ok(event);
    assert.deepEqual(others, []);
    assert.deepEqual([event.data["latencyClass"], event.data["state"]], ["RT", "PENDING"]);
    assert.deepEqual(contracts.validateEvent(event), []);
    assert.deepEqual(await breachEvents("6002"), []);
    assert.equal(await inTime(70), true);
    assert.equal((await breachEvents("6002"))[0]?.data["latencyClass"], "NRT");
  });

  it("is recorded once by two processes", async () => {
    await enqueue("6003", "CONFIRMATION");
    clock.aheadMs = HOUR_MS;
    await Promise.all([breaches.round(), breaches.round()]);
    clock.aheadMs = 0;
    assert.equal((await breachEvents("6003")).length, 1);
  });

  it("is told of what came late, and never of what came in time", async () => {
    await enqueue("6004", "CONFIRMATION");
    // Enqueued an hour ago: its time was over before it was booked.
    clock.aheadMs = -HOUR_MS;
    await enqueue("6005", "CONFIRMATION");
    clock.aheadMs = 0;
    await stage.drainAll(stage.worker("w1"));
    while (await inTime(2 * 3_600));
    assert.deepEqual(await breachEvents("6004"), []);
    const [late] = await breachEvents("6005");
    assert.ok(late?.data["postedAt"] !== undefined);
    assert.deepEqual(contracts.validateEvent(late), []);
  });

  it("runs from the end of a window, not through it", async () => {
    await enqueue("6006", "ISSUE_TO_ORDER");
    while (await inTime(2 * 3_600));
    assert.deepEqual(await breachEvents("6006"), []);
    assert.equal(await inTime(2 * 3_600 + 1_000), true);
    assert.equal((await breachEvents("6006"))[0]?.data["latencyClass"], "BATCH");
  });

  it("is not told of a posting that was given up", async () => {
    await stage.erp("POST", "conditions", { closedOrders: ["6007"] });
    await enqueue("6007", "CONFIRMATION");
    await stage.drainOnce(stage.worker("w1"));
    await stage.unitOfWork.read("UPDATE il.posting SET state = 'DISCARDED' WHERE order_number = '6007'");
    while (await inTime(3_600));
    assert.deepEqual(await breachEvents("6007"), []);
  });

  it("is measured by plant and class, and nothing booked is neither good nor bad", async () => {
    const measuring = new MeasureLatency(stage.unitOfWork, { profile: async () => ({ ...stage.profile, ...POLICY }) });
    const now = clock.now();
    const measured = await measuring.run(["P100"], new Date(now.getTime() - HOUR_MS), now);
    const near = measured.find(({ latencyClass }) => latencyClass === "NRT");
    // One of four or five took an hour: the median is well below the target, the 95th percentile is not.
    assert.ok((near?.p50Seconds ?? Infinity) < 60 && (near?.p95Seconds ?? 0) > 60, JSON.stringify(near));
    assert.deepEqual([near?.verdict, near?.targetSeconds], ["MISSED", 60]);
    const batch = measured.find(({ latencyClass }) => latencyClass === "BATCH");
    assert.deepEqual([batch?.verdict, batch?.p95Seconds, batch?.open, batch?.breaches], ["NOT_MEASURED", null, 1, 1]);
    assert.deepEqual(await measuring.run(["P999"], new Date(0), now), []);
    const [gauge] = latencyGauges(measuring, clock);
    assert.deepEqual(Object.keys((await gauge?.read()) ?? {}).toSorted(), ["P100/NRT", "P100/RT"]);
  });
});
