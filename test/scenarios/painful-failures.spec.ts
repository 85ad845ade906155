import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../../src/kernel/clock.js";
import { BAD_SSCC, bakingReport, consumed, GOOD_SSCC, produced } from "../imports/b2mml/messages.js";
import { readText } from "../imports/b2mml/read-text.js";
import {
  BASE,
  type Json,
  newOrderNumber,
  orderDocument,
  reportDocument,
} from "../support/production-order/documents.js";
import { releaseOrder } from "../support/production-order/stage.js";
import { ScenarioStage, consuming, kilograms, lot } from "./scenario-stage.js";

const NUMBER_MAX = 18;
const numbers: number[] = [];
let stage: ScenarioStage;

before(async () => {
  stage = await ScenarioStage.open();
});
after(() => stage.gateway.close());
beforeEach(() => stage.calm());

function painful(number: number, name: string, run: () => Promise<void> | void): void {
  numbers.push(number);
  it(`${number} ${name}`, run);
}

/** Reports a consumption that the ERP refuses; the first posting is the issue. */
async function expectParked(
  conditions: (orderNumber: string) => Json,
  code: string,
  errorClass: string,
): Promise<void> {
  const orderNumber = await stage.acknowledgedOrder();
  await stage.tell("erp", "conditions", conditions(orderNumber));
  const report = await stage.report(orderNumber, consuming);
  const { state, problemCode } = await stage.settled(report);
  assert.deepEqual([state, problemCode], ["APPLIED", code]);
  const issue = await stage.postingUntil(report, ({ kind }) => kind === "ISSUE_TO_ORDER");
  assert.deepEqual([issue.state, issue.attempts, issue.problem?.code], ["PARKED", 1, code]);
  assert.deepEqual([issue.problem?.class, issue.problem?.retryable], [errorClass, false]);
  assert.deepEqual(await stage.booked(orderNumber), [], "the lane stands, so the confirmation is not booked either");
  await stage.heal();
}

/** Reports a consumption that the ERP cannot take now; it is booked once, as soon as the ERP can. */
async function expectRetried(conditions: (orderNumber: string) => Json): Promise<void> {
  const orderNumber = await stage.acknowledgedOrder();
  await stage.tell("erp", "conditions", conditions(orderNumber));
  const report = await stage.report(orderNumber, consuming);
  const waiting = await stage.postingUntil(report, ({ attempts, state }) => attempts >= 2 && state === "RETRY_WAIT");
  assert.deepEqual([waiting.problem?.code, waiting.problem?.class], ["ERP_LOCKED", "CONCURRENCY"]);
  assert.deepEqual(await stage.booked(orderNumber), []);
  await stage.heal();
  assert.equal((await stage.settled(report)).problemCode, undefined);
  assert.deepEqual(await stage.bookedKinds(orderNumber), ["ISSUE_TO_ORDER", "CONFIRMATION"]);
}

/** Reports what does not fit its order: it is parked before anything is posted. */
async function expectRefusedReport(changes: Json, code: string): Promise<void> {
  const orderNumber = await stage.acknowledgedOrder();
  const report = await stage.settled(await stage.report(orderNumber, changes));
  assert.deepEqual([report.state, report.problemCode, report.postings], ["PARKED", code, []]);
  assert.deepEqual(await stage.booked(orderNumber), []);
}

describe("painful failures of the ERP", () => {
  painful(1, "time-out after the ERP committed makes one goods receipt", async () => {
    const orderNumber = await stage.acknowledgedOrder();
    const match = { kind: "RECEIPT_FROM_ORDER", orderNumber };
    await stage.tell("erp", "faults", { rules: [{ match, fault: "answer-lost-after-commit" }] });
    const done = { kind: "COMPLETE", yield: kilograms("100") };
    await stage.settled(await stage.report(orderNumber, done));
    await stage.settled(await stage.report(orderNumber, { ...done, operationNumber: "0020" }));
    await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    const receipts = (await stage.bookedKinds(orderNumber)).filter((kind) => kind === "RECEIPT_FROM_ORDER");
    assert.deepEqual([receipts.length, await stage.duplicates()], [1, 0]);
  });

  painful(2, "an order locked by another confirmation is tried again, not parked", () =>
    expectRetried((orderNumber) => ({ lockedOrders: [orderNumber] })),
  );

  painful(3, "a closed order is parked, not tried again", () =>
    expectParked((orderNumber) => ({ closedOrders: [orderNumber] }), "ERP_ORDER_CLOSED", "BUSINESS"),
  );

  painful(4, "a posting period that closed meanwhile parks", () => {
    const month = systemClock.now().toISOString().slice(0, 7);
    return expectParked(() => ({ closedPeriods: [month] }), "POSTING_PERIOD_CLOSED", "BUSINESS");
  });

  painful(5, "each cause of a failed goods movement is classed by itself", async () => {
    await expectParked(() => ({ shortMaterials: ["RM-100"] }), "MATERIAL_SHORTAGE", "BUSINESS");
    await expectParked(() => ({ unknownLots: ["LOT-RM-7"] }), "LOT_UNKNOWN", "MASTER_DATA");
    await expectParked(() => ({ restrictedLots: ["LOT-RM-7"] }), "LOT_RESTRICTED", "BUSINESS");
    await expectParked(() => ({ missingStorageLocations: ["RM01"] }), "STORAGE_LOCATION_MISSING", "MASTER_DATA");
    await expectParked(() => ({ inconvertibleUnits: ["KG"] }), "UOM_NOT_CONVERTIBLE", "MASTER_DATA");
    await expectRetried(() => ({ lockedMaterials: ["RM-100"] }));
    await expectParked(() => ({ unauthorisedPlants: ["P100"] }), "ERP_NOT_AUTHORIZED", "AUTH");
  });

  painful(9, "order B overtakes order A, but nothing overtakes inside A", async () => {
    const [a, b] = [await stage.acknowledgedOrder(), await stage.acknowledgedOrder()];
    await stage.tell("erp", "conditions", { lockedOrders: [a] });
    const first = await stage.report(a, { ...consuming, sequence: 1, yield: kilograms("1") });
    const second = await stage.report(a, { sequence: 2, yield: kilograms("2") });
    assert.equal((await stage.settled(await stage.report(b, { sequence: 1 }))).problemCode, undefined);
    assert.deepEqual([await stage.bookedKinds(a), await stage.bookedKinds(b)], [[], ["CONFIRMATION"]]);
    await stage.heal();
    for (const report of [first, second]) await stage.settled(report);
    const yields = (await stage.booked(a)).map(({ kind, payload }) => [kind, payload["ConfirmationYieldQuantity"]]);
    const shown = yields.map(([kind, value]) => (value === undefined ? kind : `${String(kind)} ${Number(value)}`));
    assert.deepEqual(shown, ["ISSUE_TO_ORDER", "CONFIRMATION 1", "CONFIRMATION 2"]);
  });

  painful(18, "a changed code mapping that the ERP cannot take parks, and touches nothing before it", async () => {
    const scrapped = { scrap: kilograms("1"), scrapReasonCode: "S01" };
    const [earlier, later] = [await stage.acknowledgedOrder(), await stage.acknowledgedOrder()];
    assert.equal((await stage.settled(await stage.report(earlier, scrapped))).problemCode, undefined);
    await stage.plant({ mappings: { reason: { S01: "SPILLED" } } });
    const report = await stage.report(later, scrapped);
    assert.equal((await stage.settled(report)).problemCode, "ADAPTER_FIELD_TOO_LONG");
    const { state, problem } = await stage.postingUntil(report, ({ kind }) => kind === "CONFIRMATION");
    assert.deepEqual([state, problem?.class], ["PARKED", "MASTER_DATA"]);
    assert.deepEqual([await stage.bookedKinds(earlier), await stage.bookedKinds(later)], [["CONFIRMATION"], []]);
  });
});

describe("painful failures of the plant", () => {
  painful(6, "a second partial keeps its scrap and consumes only its own share", async () => {
    const orderNumber = await stage.acknowledgedOrder();
    const scrapped = { ...consuming, scrap: kilograms("2"), scrapReasonCode: "S01" };
    for (const sequence of [1, 2]) await stage.settled(await stage.report(orderNumber, { ...scrapped, sequence }));
    const { totals } = await stage.order(orderNumber);
    assert.deepEqual([totals["scrap"]?.value, totals.consumedByLine?.["0010"]?.value], ["4", "12"]);
    const documents = await stage.booked(orderNumber);
    const scraps = documents.flatMap(({ payload }) => payload["ConfirmationScrapQuantity"] ?? []);
    assert.deepEqual([documents.length, scraps.map(Number)], [4, [2, 2]]);
  });

  painful(7, "102 of 100 is within the tolerance and is booked", async () => {
    const orderNumber = await stage.acknowledgedOrder();
    for (const operationNumber of ["0010", "0020"]) {
      const done = { operationNumber, kind: "COMPLETE", yield: kilograms("102") };
      const { state, findings } = await stage.settled(await stage.report(orderNumber, done));
      assert.deepEqual([state, findings.map(({ code }) => code)], ["APPLIED", []]);
    }
    const { totals } = await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    assert.deepEqual([totals["yield"]?.value, totals["received"]?.value], ["102", "102"]);
  });

  painful(8, "two lots of one line are issued with the exact amount of each", async () => {
    const orderNumber = await stage.acknowledgedOrder();
    const lots = [lot("LOT-RM-7", "12.345"), lot("LOT-RM-70", "11.655")];
    const consumption = [{ componentLine: "0010", quantity: kilograms("24"), lots }];
    await stage.settled(await stage.report(orderNumber, { consumption }));
    const [issue] = await stage.booked(orderNumber);
    assert.ok(issue !== undefined);
    const { results } = issue.payload["to_MaterialDocumentItem"] as { results: readonly Json[] };
    assert.deepEqual(
      results.map((item) => [item["Batch"], item["QuantityInEntryUnit"]]),
      [
        ["LOT-RM-7", "12.345"],
        ["LOT-RM-70", "11.655"],
      ],
    );
  });

  painful(10, "a report sent again after a reconnect is the same report", async () => {
    const orderNumber = await stage.acknowledgedOrder();
    const headers = { "idempotency-key": newOrderNumber(), prefer: "wait=10" };
    const call = { as: "mes", body: reportDocument({ ...consuming, sequence: 1 }), headers } as const;
    const first = await stage.gateway.client.send(stage.confirmationsOf(orderNumber), call);
    const again = await stage.gateway.client.send(stage.confirmationsOf(orderNumber), call);
    assert.deepEqual([first.body["state"], again.body["id"]], ["SUCCEEDED", first.body["id"]]);
    assert.deepEqual(await stage.bookedKinds(orderNumber), ["ISSUE_TO_ORDER", "CONFIRMATION"]);
  });

  painful(11, "an event older than its order is parked", () =>
    expectRefusedReport({ occurredAt: "2012-10-31T10:00:00Z" }, "EVENT_BEFORE_RELEASE"),
  );

  painful(12, "a report of an unknown order waits, and is booked once when the order comes", async () => {
    const orderNumber = newOrderNumber();
    const report = await stage.report(orderNumber, {});
    const waiting = await stage.reportUntil(report, ({ state }) => state !== "RECEIVED");
    assert.deepEqual([waiting.state, waiting.reason], ["QUARANTINED", "UNKNOWN_ORDER"]);
    assert.deepEqual(await stage.erpDocuments(orderNumber), []);
    await releaseOrder(stage.gateway, { orderNumber });
    assert.equal((await stage.settled(report)).state, "APPLIED");
    assert.deepEqual(await stage.bookedKinds(orderNumber), ["CONFIRMATION"]);
  });

  painful(13, "a handling unit with a wrong check digit is refused", () => {
    const lots = [{ ...lot("LOT-RM-7", "1"), handlingUnit: BAD_SSCC }];
    const consumption = [{ componentLine: "0010", quantity: kilograms("1"), lots }];
    return expectRefusedReport({ consumption }, "BAD_CHECK_DIGIT");
  });
});

describe("painful failures of orders and files", () => {
  painful(14, "an order that consumes 966 kg for 1.000 kg is rejected before the MES sees it", async () => {
    const [line] = orderDocument()["components"] as readonly Json[];
    const components = [{ ...line, quantity: kilograms("966") }];
    const release = await releaseOrder(stage.gateway, { quantity: kilograms("1.000"), components });
    const { state, problem } = await stage.ended(release);
    assert.deepEqual([state, problem?.code], ["FAILED", "ORDER_REJECTED"]);
    const { syncState, findings, dispatchId } = await stage.order(release.orderNumber);
    const codes = findings.filter(({ severity }) => severity === "ERROR").map(({ code }) => code);
    assert.deepEqual([syncState, codes.includes("MASS_BALANCE"), dispatchId], ["REJECTED", true, undefined]);
    assert.deepEqual(await stage.erpDocuments(release.orderNumber), []);
  });

  painful(15, "a file whose name and content differ by a month is taken with a warning", () => {
    const text = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1"));
    const codesOf = (name: string): readonly string[] => readText(text, undefined, name).codes;
    assert.ok(codesOf("PES-20121229115825-53107.xml").includes("WARN FILE_DATE_DIFFERS"));
    assert.equal(readText(text, undefined, "PES-20121229115825-53107.xml").calls.length, 1);
    assert.ok(!codesOf("PES.xml").includes("WARN FILE_DATE_DIFFERS"));
  });

  painful(16, "seven fractional digits, an offset, a byte order mark and an empty unit are read", async () => {
    const text = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "0.41") + produced("BR-1", "60.5"));
    assert.match(text, /<UnitOfMeasure><\/UnitOfMeasure>/);
    const { calls } = readText(`\uFEFF${text}`);
    assert.deepEqual(calls, readText(text).calls);
    const [call] = calls;
    assert.equal((call?.body as Json | undefined)?.["occurredAt"], "2026-03-05T11:58:25.3149559+01:00");
    const orderNumber = await stage.acknowledgedOrder();
    const local = new Date(systemClock.now().getTime() + 3_600_000).toISOString().slice(0, 19);
    const report = await stage.settled(await stage.report(orderNumber, { occurredAt: `${local}.3149559+01:00` }));
    assert.deepEqual([report.state, report.problemCode], ["APPLIED", undefined]);
  });

  painful(17, "a quantity below what is confirmed is refused, and the order stays as it was", async () => {
    const orderNumber = await stage.acknowledgedOrder();
    await stage.settled(await stage.report(orderNumber, { operationNumber: "0020" }));
    const { etag } = await stage.order(orderNumber);
    const answer = await stage.gateway.client.send(`PATCH ${BASE}/orders/P100/${orderNumber}`, {
      as: "erp",
      body: { quantity: kilograms("9") },
      headers: { "if-match": `"${etag}"` },
    });
    assert.deepEqual(
      [answer.status, answer.body["code"], answer.body["class"]],
      [409, "QTY_BELOW_CONFIRMED", "BUSINESS"],
    );
    const { order } = await stage.order(orderNumber);
    assert.deepEqual([order.revision, order.quantity.value], [1, "100"]);
  });

  it("are all eighteen", () => {
    assert.deepEqual(
      numbers.toSorted((one, other) => one - other),
      Array.from({ length: NUMBER_MAX }, (_, index) => index + 1),
    );
  });
});
