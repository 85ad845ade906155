import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { type Json, consumptionOf, orderDocument } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { BASE, lotScope, newLotNumber, orderScope, usageDocument } from "../../support/quality-event/documents.js";
import { type GenealogyView, QualityStage } from "../../support/quality-event/quality-stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };
const KILOGRAMS = (value: string): Json => ({ value, unit: "KGM" });

let gateway: TestGateway;
let stage: FlowStage;
let quality: QualityStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY, quality: { mayHoldsExpire: true } } });
  stage = new FlowStage(gateway);
  quality = new QualityStage(gateway);
});
after(() => gateway.close());
beforeEach(async () => {
  await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
  await stage.tell("erp", "conditions", {});
  await stage.tell("erp", "faults", { rules: [] });
});

const mixing = (lotNumber: string, changes: Json = {}): Json => ({
  operationNumber: "0010",
  kind: "COMPLETE",
  yield: KILOGRAMS("100"),
  consumption: [consumptionOf("0010", "60", lotNumber)],
  ...changes,
});
const packing = (lotNumber: string, changes: Json = {}): Json => ({
  operationNumber: "0020",
  kind: "COMPLETE",
  yield: KILOGRAMS("100"),
  producedLots: [{ lotNumber, quantity: KILOGRAMS("100") }],
  ...changes,
});

/** States of the order's postings by kind. */
async function postingStates(orderNumber: string): Promise<Readonly<Record<string, string>>> {
  const rows = await gateway.database.unitOfWork.read<{ kind: string; state: string }>(
    "SELECT kind, state FROM il.posting WHERE order_number = $1 ORDER BY seq",
    [orderNumber],
  );
  return Object.fromEntries(rows.map(({ kind, state }) => [kind, state]));
}

/** Status changes that the ERP has booked of a lot, by their stock statuses. */
async function statusChanges(lotNumber: string): Promise<string[]> {
  const rows = await gateway.database.unitOfWork.read<{ change: string; state: string }>(
    `SELECT (document -> 'items' -> 0 ->> 'toStockStatus') AS change, state FROM il.posting
     WHERE kind = 'STATUS_CHANGE' AND document -> 'items' -> 0 ->> 'lotNumber' = $1 ORDER BY seq`,
    [lotNumber],
  );
  return rows.map(({ change, state }) => `${change} ${state}`);
}

describe("a hold on a lot", () => {
  it("keeps its issue from the ERP, and what stands behind it, until it is released", async () => {
    const lotNumber = newLotNumber();
    const hold = await quality.held({ scope: lotScope("RM-100", lotNumber), effects: ["GOODS_ISSUE"] });
    const orderNumber = await stage.readyOrder();
    const report = await stage.report(orderNumber, mixing(lotNumber));
    const blocked = await eventually(
      () => postingStates(orderNumber),
      ({ ISSUE_TO_ORDER: state }) => state === "BLOCKED_BY_HOLD",
    );
    assert.equal(blocked["CONFIRMATION"], "PENDING");
    assert.equal((await stage.confirmation(report)).postings[0]?.problem?.code, "HOLD_BLOCKS_ISSUE");
    assert.deepEqual(
      (await stage.erpDocuments(orderNumber)).map(({ kind }) => kind),
      ["ORDER_ACKNOWLEDGEMENT"],
    );
    await quality.release(hold.id);
    await stage.posted(orderNumber, "CONFIRMATION");
    await eventually(
      () => postingStates(orderNumber),
      ({ CONFIRMATION: state }) => state === "POSTED",
    );
    assert.deepEqual(await postingStates(orderNumber), {
      ...blocked,
      ISSUE_TO_ORDER: "POSTED",
      CONFIRMATION: "POSTED",
    });
  });

  it("follows into the lots made of it, before and after it is placed, and frees them with its end", async () => {
    const [raw, made, later] = [newLotNumber(), newLotNumber(), newLotNumber()];
    const orderNumber = await stage.readyOrder();
    await stage.report(orderNumber, mixing(raw));
    await stage.settled(
      await stage.report(
        orderNumber,
        packing(made, {
          kind: "PARTIAL",
          yield: KILOGRAMS("60"),
          producedLots: [{ lotNumber: made, quantity: KILOGRAMS("60") }],
        }),
      ),
    );
    const hold = await quality.held({ scope: lotScope("RM-100", raw), effects: ["GOODS_RECEIPT", "COMPLETION"] });
    assert.deepEqual(
      hold.targets.map(({ scope, isDirect }) => [scope["lotNumber"], isDirect]),
      [
        [raw, true],
        [made, false],
      ],
    );
    assert.equal(await quality.disposition("FG-4711", made), "RESTRICTED");
    await eventually(
      () => statusChanges(made),
      (changes) => changes.join() === "BLOCKED POSTED",
    );
    const last = await stage.report(
      orderNumber,
      packing(later, { yield: KILOGRAMS("40"), producedLots: [{ lotNumber: later, quantity: KILOGRAMS("40") }] }),
    );
    await eventually(
      () => postingStates(orderNumber),
      ({ RECEIPT_FROM_ORDER: state }) => state === "BLOCKED_BY_HOLD",
    );
    assert.equal((await stage.confirmation(last)).postings.at(-1)?.problem?.code, "HOLD_BLOCKS_RECEIPT");
    assert.equal(await quality.disposition("FG-4711", later), "RESTRICTED");
    const waiting = await stage.orderUntil(orderNumber, ({ openReasons = [] }) => openReasons.length > 0);
    assert.ok(
      waiting.openReasons?.some((reason) => reason === `HOLD_BLOCKS_COMPLETION: hold ${hold.id}`),
      waiting.openReasons?.join(),
    );
    await quality.release(hold.id);
    await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    assert.equal(await quality.disposition("FG-4711", made), "UNRESTRICTED");
    assert.equal(await quality.disposition("FG-4711", later), "UNRESTRICTED");
    await eventually(
      () => statusChanges(made),
      (changes) => changes.join() === "BLOCKED POSTED,UNRESTRICTED POSTED",
    );
  });

  it("that comes while its receipt is on its way lets it arrive and blocks its stock behind it", async () => {
    const [raw, made] = [newLotNumber(), newLotNumber()];
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, mixing(raw)));
    await stage.tell("erp", "faults", {
      rules: [{ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "slow", delayMs: 1500 }],
    });
    const report = await stage.report(orderNumber, packing(made));
    await eventually(
      () => postingStates(orderNumber),
      ({ RECEIPT_FROM_ORDER: state }) => state === "POSTING",
    );
    await quality.held({ scope: lotScope("FG-4711", made), effects: ["GOODS_RECEIPT"] });
    await stage.settled(report);
    await eventually(
      () => statusChanges(made),
      (changes) => changes.join() === "BLOCKED POSTED",
    );
    assert.equal((await postingStates(orderNumber))["RECEIPT_FROM_ORDER"], "POSTED");
  });

  it("that is rejected lets the postings go and the lots stay restricted", async () => {
    const lotNumber = newLotNumber();
    const hold = await quality.held({ scope: lotScope("RM-100", lotNumber) });
    const answer = await quality.command(
      hold.id,
      "reject",
      { disposition: "SCRAP", reason: "Confirmed" },
      "quality-head",
    );
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    assert.equal((await quality.hold(hold.id)).state, "REJECTED");
    assert.equal(await quality.disposition("RM-100", lotNumber), "RESTRICTED");
  });

  it("ends by itself where the plant lets it", async () => {
    const expiresAt = new Date(systemClock.now().getTime() + 1500).toISOString();
    const hold = await quality.held({ expiresAt });
    assert.equal(hold.state, "OPEN");
    await eventually(
      () => quality.hold(hold.id),
      ({ state }) => state === "EXPIRED",
    );
  });
});

describe("a hold on an order", () => {
  it("brings it to HELD, refuses its last report by name, and back to where it was", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, { operationNumber: "0010", kind: "START" }));
    const hold = await quality.held({ scope: orderScope(orderNumber), severity: "MINOR", effects: ["COMPLETION"] });
    await stage.orderUntil(orderNumber, ({ state }) => state === "HELD");
    const parked = await stage.settled(await stage.report(orderNumber, mixing(newLotNumber())));
    assert.deepEqual([parked.state, parked.problemCode], ["PARKED", "HOLD_BLOCKS_COMPLETION"]);
    assert.match(JSON.stringify(parked.findings), new RegExp(hold.id));
    await quality.release(hold.id);
    await stage.orderUntil(orderNumber, ({ state }) => state === "RUNNING");
  });

  it("whose release is denied stays, and is released when it is asked for again", async () => {
    const { id } = await quality.held();
    await quality.command(id, "request-release", { reason: "Retest passed" }, "quality-lead");
    const denied = await quality.command(id, "release", { decision: "DENY", reason: "Wrong lot" }, "quality-head");
    assert.equal(denied.status, 202, JSON.stringify(denied.body));
    const open = await quality.hold(id);
    assert.deepEqual([open.state, open.approvalId], ["OPEN", undefined]);
    await quality.release(id);
    const released = await quality.hold(id);
    assert.deepEqual(
      [released.state, released.targets.every(({ endedAt }) => endedAt !== undefined)],
      ["RELEASED", true],
    );
  });

  it("of two goes on only when both have ended", async () => {
    const orderNumber = await stage.readyOrder();
    const first = await quality.held({ scope: orderScope(orderNumber), effects: ["RELEASE"] });
    const second = await quality.held({ scope: orderScope(orderNumber), effects: ["COMPLETION"] });
    await quality.release(first.id);
    assert.equal((await stage.order(orderNumber)).state, "HELD");
    await quality.release(second.id);
    assert.equal((await stage.order(orderNumber)).state, "READY");
  });
});

describe("a usage decision", () => {
  it("restricts a lot and blocks its booked receipt, and frees both again", async () => {
    const [raw, made] = [newLotNumber(), newLotNumber()];
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, mixing(raw)));
    await stage.settled(await stage.report(orderNumber, packing(made)));
    const decide = async (decision: string): Promise<void> => {
      const body = usageDocument({ scope: lotScope("FG-4711", made), decision });
      const headers = { prefer: "wait=10" };
      const answer = await gateway.client.send(`POST ${BASE}/usage-decisions`, { as: "quality", body, headers });
      assert.deepEqual([answer.status, answer.body["state"]], [200, "SUCCEEDED"], JSON.stringify(answer.body));
    };
    await decide("REJECT");
    assert.equal(await quality.disposition("FG-4711", made), "RESTRICTED");
    await decide("CONCESSION");
    assert.equal(await quality.disposition("FG-4711", made), "UNRESTRICTED");
    await eventually(
      () => statusChanges(made),
      (changes) => changes.join() === "BLOCKED POSTED,UNRESTRICTED POSTED",
    );
  });
});

describe("a hold with the effect RELEASE", () => {
  it("refuses orders of what it names", async () => {
    const order = orderDocument();
    const hold = await quality.held({ scope: orderScope(order.orderNumber), effects: ["RELEASE"] });
    const answer = await gateway.client.send("POST /production-order/v1/validations", { as: "erp", body: order });
    const findings = answer.body["findings"] as { code: string; message: string }[];
    assert.deepEqual(
      findings.filter(({ code }) => code === "HOLD_BLOCKS_RELEASE").map(({ message }) => message.includes(hold.id)),
      [true],
    );
    assert.equal(answer.body["verdict"], "REJECTED");
  });
});

describe("the genealogy of a lot", () => {
  it("leads from what was made to what was consumed and back, and out as EPCIS", async () => {
    const [raw, made] = [newLotNumber(), newLotNumber()];
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, mixing(raw)));
    await stage.settled(await stage.report(orderNumber, packing(made)));
    const lots = ({ nodes }: GenealogyView): unknown[] => nodes.map(({ lotNumber, depth }) => [lotNumber, depth]);
    const up = await quality.genealogy("FG-4711", made);
    assert.deepEqual(lots(up), [
      [made, 0],
      [raw, 1],
    ]);
    assert.deepEqual([up.edges[0]?.kind, up.edges[0]?.orderNumber], ["TRANSFORM", orderNumber]);
    assert.deepEqual(lots(await quality.genealogy("RM-100", raw, "?direction=down")), [
      [raw, 0],
      [made, 1],
    ]);
    const document = await quality.read<{ epcisBody: { eventList: { type: string }[] } }>(
      `${BASE}/genealogy/FG-4711/${made}:epcis`,
    );
    assert.deepEqual(document.epcisBody.eventList.filter(({ type }) => type === "TransformationEvent").length, 1);
    const told = await gateway.database.unitOfWork.read<{ count: number }>(
      "SELECT count(*)::int AS count FROM il.outbox WHERE partition_key = $1 AND type = 'com.interlock.genealogy.recorded.v1'",
      [`P100/${orderNumber}`],
    );
    assert.equal(told[0]?.count, 2);
  });

  it("would be a circle when a lot is made of what was made of it, and its report is parked", async () => {
    const [raw, made] = [newLotNumber(), newLotNumber()];
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, mixing(raw)));
    // As if another order had made the raw material of the very lot that is reported next.
    await gateway.database.pool.query(
      `INSERT INTO il.genealogy_edge (id, plant_code, parent_material, parent_lot, child_material, child_lot, quantity, unit,
         kind, source_id, at)
       VALUES ($1, 'P100', 'FG-4711', $2, 'RM-100', $3, 1, 'KGM', 'TRANSFORM', $1, now())`,
      [`edge-${made}`, made, raw],
    );
    const { state, problemCode } = await stage.settled(await stage.report(orderNumber, packing(made)));
    assert.deepEqual([state, problemCode], ["PARKED", "GENEALOGY_CYCLE"]);
  });
});
