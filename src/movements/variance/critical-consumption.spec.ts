import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { DeliveryStage } from "../../delivery/delivery-stage.js";
import { PostingLedger } from "../../delivery/public.js";
import { systemClock } from "../../kernel/clock.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import type { CriticalAction, PlantProfile } from "../../plants/public.js";
import { type ConsumedLine, highestLevel } from "./compute-variance.js";
import { ConsumptionVariances } from "./consumption-variances.js";
import { CriticalConsumption } from "./critical-consumption.js";
import { HoldConsumption } from "./hold-consumption.js";

/** 24 kg are planned for what was made. */
const line = (consumed: string): ConsumedLine => ({
  componentLine: "0010",
  materialNumber: "RM-100",
  unit: "KGM",
  required: "60",
  scrapPct: 0,
  consumed,
  made: "40",
  ordered: "100",
});

describe("critical consumption", () => {
  let stage: DeliveryStage;
  let ledger: PostingLedger;
  let variances: ConsumptionVariances;
  let orderNumber = 7000;

  before(async () => {
    stage = await DeliveryStage.open();
    ledger = new PostingLedger(stage.ids, stage.audit, stage.unitOfWork);
    const critical = new CriticalConsumption(ledger, stage.ids);
    variances = new ConsumptionVariances(stage.unitOfWork, new Outbox(stage.ids, systemClock), systemClock, critical);
  });
  after(async () => {
    await stage.close();
  });
  beforeEach(() => {
    orderNumber++;
  });

  /** A plant that collects issues for an hour. */
  const plant = (...onCritical: CriticalAction[]): PlantProfile => ({
    ...stage.profile,
    classification: [{ when: { type: "inventory-movement.issued" }, class: "BATCH", windowMinutes: 60 }],
    variance: { warnPct: 3, criticalPct: 10, onCritical },
  });

  async function issue(profile: PlantProfile): Promise<void> {
    const posting = stage.newPosting(String(orderNumber), "ISSUE_TO_ORDER");
    await stage.unitOfWork.run((tx) => ledger.enqueue(tx, [posting], profile));
  }

  async function consume(consumed: string, profile: PlantProfile): Promise<string> {
    const subject = {
      plantCode: "P100",
      orderNumber: String(orderNumber),
      correlationId: "c",
      traceparent: newTraceparent(),
    };
    const found = await stage.unitOfWork.run((tx) => variances.evaluate(tx, subject, [line(consumed)], profile));
    return highestLevel(found.map(({ level }) => level));
  }

  const commands = (): Promise<{ flow: string; input: Record<string, string> }[]> =>
    stage.unitOfWork.read("SELECT flow, input FROM il.engine_command WHERE workflow_id LIKE $1", [
      `consumption-hold:P100/${orderNumber}:%`,
    ]);

  const classes = (): Promise<{ text: string }[]> =>
    stage.unitOfWork.read(
      `SELECT concat_ws(' ', state, latency_class, window_until IS NULL) AS text FROM il.posting
       WHERE order_number = $1 ORDER BY seq`,
      [String(orderNumber)],
    );

  it("posts at once what its order collects, where the plant wants that", async () => {
    const profile = plant("ALERT", "POST_RT");
    await issue(profile);
    await issue(profile);
    assert.equal(await consume("25", profile), "WARN");
    assert.deepEqual(
      (await classes()).map(({ text }) => text),
      ["PENDING BATCH f", "PENDING BATCH f"],
    );
    assert.equal(await consume("30", profile), "CRITICAL");
    assert.deepEqual(
      (await classes()).map(({ text }) => text),
      ["AGGREGATED BATCH t", "AGGREGATED BATCH t", "PENDING RT t"],
    );
    assert.deepEqual(await commands(), []);
    await stage.drainAll(stage.worker("w1"));
    assert.equal((await stage.documents(String(orderNumber))).length, 1);
  });

  it("tells of itself and does nothing else where the plant names no action", async () => {
    const { variance: _none, ...profile } = plant();
    await issue(profile);
    assert.equal(await consume("30", profile), "CRITICAL");
    assert.deepEqual(
      (await classes()).map(({ text }) => text),
      ["PENDING BATCH f"],
    );
    const events = await stage.unitOfWork.read(
      "SELECT 1 FROM il.outbox WHERE partition_key = $1 AND type LIKE '%variance-exceeded%'",
      [`P100/${orderNumber}`],
    );
    assert.equal(events.length, 1);
  });

  it("asks once for a hold on its order, by a workflow of the same transaction", async () => {
    const profile = plant("HOLD");
    await consume("30", profile);
    await consume("31", profile);
    const asked = await commands();
    assert.deepEqual(
      asked.map(({ flow, input }) => [flow, input["orderNumber"], input["componentLine"]]),
      [["consumption-hold@1", String(orderNumber), "0010"]],
    );
  });

  it("holds the order under the id that was decided, so that a repeated step holds it once", async () => {
    const placed: string[] = [];
    const holds = new HoldConsumption(
      {
        place: async (write, holdId, request) => {
          placed.push(`${holdId} ${write.idempotencyKey} ${request.effects.join()} ${write.requestHash.length}`);
          return { verdict: "REPLAYED", operationId: "1", location: "", response: "" };
        },
      },
      systemClock,
    );
    const hold = {
      holdId: "H1",
      plantCode: "P100",
      orderNumber: "1",
      componentLine: "0010",
      correlationId: "c",
      traceparent: "",
    };
    await holds.place(hold);
    await holds.place(hold);
    assert.deepEqual(placed, ["H1 H1 COMPLETION 64", "H1 H1 COMPLETION 64"]);
    const refusing = new HoldConsumption({ place: async () => ({ verdict: "KEY_REUSED" }) }, systemClock);
    await assert.rejects(refusing.place(hold), /was not taken: KEY_REUSED/);
  });
});
