import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { putPlant } from "../../support/gateway/apply-plant.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import {
  BASE,
  type Json,
  consumptionOf,
  newOrderNumber,
  orderDocument,
} from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { releaseOrder } from "../../support/production-order/stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY } });
  stage = new FlowStage(gateway);
});
after(() => gateway.close());
beforeEach(async () => {
  await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
  await stage.tell("erp", "conditions", {});
  await stage.tell("erp", "faults", { rules: [] });
});

const kilograms = (value: string): Json => ({ value, unit: "KGM" });
const lot = (lotNumber: string, value: string): Json => ({ lotNumber, quantity: kilograms(value) });
const complete = (operationNumber: string, value: string): Json => ({
  operationNumber,
  kind: "COMPLETE",
  yield: kilograms(value),
});

describe("execution to the ERP", () => {
  it("posts issue, confirmation and receipt in this order and completes the order", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.report(orderNumber, { kind: "START", yield: undefined, sequence: 1 });
    await stage.report(orderNumber, {
      ...complete("0010", "100"),
      sequence: 2,
      consumption: [consumptionOf("0010", "60", "LOT-RM-7")],
    });
    await stage.report(orderNumber, { ...complete("0020", "100"), sequence: 3, producedLots: [lot("FG-1", "100")] });
    const order = await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    assert.deepEqual(order.openReasons, []);
    assert.deepEqual([order.totals["yield"]?.value, order.totals["received"]?.value], ["100", "100"]);
    assert.deepEqual(
      (await stage.erpDocuments(orderNumber)).map(({ kind }) => kind),
      ["ORDER_ACKNOWLEDGEMENT", "ISSUE_TO_ORDER", "CONFIRMATION", "CONFIRMATION", "RECEIPT_FROM_ORDER"],
    );
  });

  it("follows the plant through pauses without telling the ERP", async () => {
    const orderNumber = await stage.readyOrder();
    const states: string[] = [];
    for (const kind of ["START", "PAUSE", "RESUME"]) {
      const report = await stage.settled(await stage.report(orderNumber, { kind, yield: undefined }));
      assert.deepEqual([report.state, report.problemCode, report.postings], ["APPLIED", undefined, []]);
      states.push((await stage.order(orderNumber)).state);
    }
    assert.deepEqual(states, ["RUNNING", "SUSPENDED", "RUNNING"]);
  });

  it("keeps the scrap of the second partial and issues only what it consumed", async () => {
    const orderNumber = await stage.readyOrder();
    const partial = (sequence: number, scrap: string, consumed: string): Json => ({
      sequence,
      yield: kilograms("20"),
      scrap: kilograms(scrap),
      scrapReasonCode: "S01",
      consumption: [consumptionOf("0010", consumed, "LOT-RM-7")],
    });
    await stage.settled(await stage.report(orderNumber, partial(1, "2", "13")));
    await stage.settled(await stage.report(orderNumber, partial(2, "3", "14")));
    const { totals, progress } = await stage.order(orderNumber);
    assert.deepEqual([totals["scrap"]?.value, totals.consumedByLine?.["0010"]?.value], ["5", "27"]);
    assert.equal(progress[0]?.state, "RUNNING");
    const documents = await stage.erpDocuments(orderNumber);
    const scraps = documents
      .filter(({ kind }) => kind === "CONFIRMATION")
      .map(({ payload }) => payload["ConfirmationScrapQuantity"]);
    assert.deepEqual(scraps.map(Number), [2, 3]);
  });

  it("issues two lots of one line with the exact amount of each", async () => {
    const orderNumber = await stage.readyOrder();
    const lots = [lot("LOT-RM-7", "12.345"), lot("LOT-RM-70", "11.655")];
    const report = { consumption: [{ componentLine: "0010", quantity: kilograms("24"), lots }] };
    const { postings } = await stage.settled(await stage.report(orderNumber, report));
    assert.deepEqual(
      postings.map(({ kind, state }) => `${kind} ${state}`),
      ["ISSUE_TO_ORDER POSTED", "CONFIRMATION POSTED"],
    );
    assert.equal((await stage.order(orderNumber)).totals.consumedByLine?.["0010"]?.value, "24");
    const issue = (await stage.erpDocuments(orderNumber)).find(({ kind }) => kind === "ISSUE_TO_ORDER");
    const text = JSON.stringify(issue?.payload);
    assert.match(text, /12\.345/);
    assert.match(text, /11\.655/);
  });

  it("does not complete while a posting is not in the ERP, says why, and completes when it is", async () => {
    await stage.tell("erp", "faults", { rules: [{ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "503" }] });
    const orderNumber = await stage.readyOrder();
    await stage.report(orderNumber, complete("0010", "100"));
    await stage.report(orderNumber, complete("0020", "100"));
    const open = await stage.orderUntil(orderNumber, ({ openReasons }) =>
      (openReasons ?? []).some((reason) => reason.includes("RECEIPT_FROM_ORDER")),
    );
    assert.equal(open.state, "RUNNING");
    assert.ok(open.openReasons?.includes("received 0 of 100 KGM"), open.openReasons?.join());
    await stage.tell("erp", "faults", { rules: [] });
    const done = await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    assert.deepEqual(done.openReasons, []);
  });

  it("shows the attempts that failed between the events of the timeline", async () => {
    await stage.tell("erp", "faults", { rules: [{ match: { kind: "CONFIRMATION" }, fault: "503", times: 2 }] });
    const orderNumber = await stage.readyOrder();
    await stage.settled(await stage.report(orderNumber, {}));
    const target = `GET ${BASE}/orders/P100/${orderNumber}/timeline`;
    const whole = (await gateway.client.send(target, { as: "auditor" })).body["items"] as readonly Json[];
    assert.equal(whole.filter(({ kind }) => kind === "posting-attempt").length, 2);
    const paged: Json[] = [];
    let cursor = "";
    do {
      const { body } = await gateway.client.send(`${target}?limit=1${cursor}`, { as: "auditor" });
      paged.push(...(body["items"] as readonly Json[]));
      cursor = typeof body["nextCursor"] === "string" ? `&cursor=${body["nextCursor"]}` : "";
    } while (cursor !== "");
    assert.deepEqual(paged, whole);
  });

  it("parks the posting of an order that is closed in the ERP, and does not try it again", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.posted(orderNumber, "ORDER_ACKNOWLEDGEMENT");
    await stage.tell("erp", "conditions", { closedOrders: [orderNumber] });
    const { state, problemCode, postings } = await stage.settled(await stage.report(orderNumber, {}));
    assert.deepEqual([state, problemCode], ["APPLIED", "ERP_ORDER_CLOSED"]);
    assert.deepEqual(
      postings.map((posting) => [posting.kind, posting.state, posting.problem?.code]),
      [["CONFIRMATION", "PARKED", "ERP_ORDER_CLOSED"]],
    );
  });
});

describe("reports that do not fit", () => {
  const parks = async (changes: Json, code: string, pointer: string): Promise<void> => {
    const orderNumber = await stage.readyOrder();
    const orderBefore = await stage.order(orderNumber);
    const report = await stage.settled(await stage.report(orderNumber, changes));
    assert.deepEqual([report.state, report.reason, report.problemCode], ["PARKED", code, code]);
    const errors = report.findings.filter(({ severity }) => severity === "ERROR");
    assert.deepEqual(
      errors.map((finding) => `${finding.code} ${finding.pointer}`),
      [`${code} ${pointer}`],
    );
    assert.deepEqual(report.postings, []);
    assert.deepEqual((await stage.order(orderNumber)).totals, orderBefore.totals);
  };

  it("are parked when they are older than their order", () =>
    parks({ occurredAt: "2012-10-31T10:00:00Z" }, "EVENT_BEFORE_RELEASE", "/occurredAt"));

  it("are parked when the check digit of a handling unit is wrong", () => {
    const lots = [{ ...lot("LOT-RM-7", "1"), handlingUnit: "340123450000000018" }];
    const consumption = [{ componentLine: "0010", quantity: kilograms("1"), lots }];
    return parks({ consumption }, "BAD_CHECK_DIGIT", "/consumption/0/lots/0/handlingUnit");
  });

  it("are parked when the lots do not add up", () => {
    const consumption = [{ componentLine: "0010", quantity: kilograms("2"), lots: [lot("LOT-RM-7", "1.999999")] }];
    return parks({ consumption }, "BAD_QUANTITY", "/consumption/0/lots");
  });

  it("are parked when they name an operation that the order does not have", () =>
    parks({ operationNumber: "0099" }, "OPERATION_UNKNOWN", "/operationNumber"));

  it("are applied with a warning above the tolerance where the plant warns, and parked where it blocks", async () => {
    const orderNumber = await stage.readyOrder();
    const warned = await stage.settled(
      await stage.report(orderNumber, { ...complete("0020", "105.001"), kind: "PARTIAL" }),
    );
    assert.equal(warned.state, "APPLIED");
    assert.deepEqual(
      warned.findings.map(({ code, severity }) => `${severity} ${code}`),
      ["WARN OVER_TOLERANCE"],
    );
    await putPlant(gateway.client, plantWith({ tolerances: { overTolerance: "BLOCK" } }));
    await parks({ ...complete("0020", "105.001"), kind: "PARTIAL" }, "OVER_TOLERANCE", "/yield");
    const exact = await stage.readyOrder();
    assert.equal(
      (await stage.settled(await stage.report(exact, { ...complete("0020", "105"), kind: "PARTIAL" }))).state,
      "APPLIED",
    );
  });

  it("are parked when their order has been completed", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.report(orderNumber, complete("0010", "100"));
    await stage.report(orderNumber, complete("0020", "100"));
    await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    const late = await stage.settled(await stage.report(orderNumber, {}));
    assert.deepEqual([late.state, late.problemCode], ["PARKED", "ORDER_CLOSED"]);
  });
});

describe("reports that come before their order", () => {
  it("wait in quarantine while the order is unknown, and are applied when it comes", async () => {
    const orderNumber = newOrderNumber();
    const report = await stage.report(orderNumber, {});
    const waiting = await stage.reportUntil(report, ({ state }) => state !== "RECEIVED");
    assert.deepEqual([waiting.state, waiting.reason], ["QUARANTINED", "UNKNOWN_ORDER"]);
    await releaseOrder(gateway, { orderNumber });
    const applied = await stage.settled(report);
    assert.deepEqual([applied.state, applied.reason, applied.problemCode], ["APPLIED", undefined, undefined]);
  });

  it("wait in quarantine while the plant has not acknowledged, and are applied when it has", async () => {
    await stage.tell("mes", "behaviour", { acknowledge: "SILENT" });
    const { orderNumber } = await releaseOrder(gateway, orderDocument());
    const { dispatchId } = await stage.orderUntil(orderNumber, ({ syncState }) => syncState === "DISPATCHED");
    const report = await stage.report(orderNumber, {});
    const waiting = await stage.reportUntil(report, ({ state }) => state !== "RECEIVED");
    assert.deepEqual([waiting.state, waiting.reason], ["QUARANTINED", "ORDER_NOT_RELEASED"]);
    const body = { dispatchId, result: "ACK", occurredAt: "2026-11-23T08:00:00Z" };
    await gateway.client.send(`POST ${BASE}/orders/P100/${orderNumber}/acknowledgements`, { as: "mes", body });
    assert.equal((await stage.settled(report)).state, "APPLIED");
  });
});

/** The profile is put as a whole, so what the gateway was started with is said again. */
function plantWith(change: Json): Json {
  return { ...change, retry: RETRY, systems: { erp: { url: gateway.erpUrl }, mes: { url: gateway.mesUrl } } };
}
