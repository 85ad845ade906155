import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { type Json, consumptionOf } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";

const PLANT = {
  retry: { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 },
  classification: [
    { when: { type: "inventory-movement.issued" }, class: "BATCH", windowMinutes: 60 },
    { when: { type: "operation-confirmation.partial" }, class: "BATCH", windowMinutes: 60 },
  ],
  variance: { warnPct: 3, criticalPct: 10, onCritical: ["ALERT", "POST_RT", "HOLD"] },
};

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: PLANT });
  stage = new FlowStage(gateway);
  await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
});
after(() => gateway.close());

const kilograms = (value: string): Json => ({ value, unit: "KGM" });

/** Consumes as planned: 0.6 of what is made. */
const mixing = (kind: string, made: string, consumed: string): Json => ({
  operationNumber: "0010",
  kind,
  yield: kilograms(made),
  consumption: [consumptionOf("0010", consumed, "LOT-RM-7")],
});

describe("a plant that collects its postings", () => {
  it("gets one document of each kind for many reports, and each report shows it", async () => {
    const orderNumber = await stage.readyOrder();
    const first = await stage.report(orderNumber, mixing("PARTIAL", "20", "12"));
    const second = await stage.report(orderNumber, mixing("PARTIAL", "30", "18"));
    await stage.reportUntil(first, ({ state }) => state === "APPLIED");
    await stage.reportUntil(second, ({ state }) => state === "APPLIED");
    await stage.report(orderNumber, mixing("COMPLETE", "50", "30"));
    await stage.report(orderNumber, { operationNumber: "0020", kind: "COMPLETE", yield: kilograms("100") });
    const { totals } = await stage.orderUntil(orderNumber, ({ state }) => state === "COMPLETED");
    assert.equal(totals.consumedByLine?.["0010"]?.value, "60");
    assert.equal((await stage.ended(first)).state, "SUCCEEDED");
    assert.deepEqual(
      (await stage.confirmation(first)).postings.map(({ kind, state }) => `${kind} ${state}`),
      ["ISSUE_TO_ORDER AGGREGATED", "CONFIRMATION AGGREGATED"],
    );
    assert.deepEqual(
      (await stage.erpDocuments(orderNumber)).slice(1).map(({ kind }) => kind),
      ["ISSUE_TO_ORDER", "CONFIRMATION", "CONFIRMATION", "CONFIRMATION", "RECEIPT_FROM_ORDER"],
    );
  });

  it("takes one of them back and posts the others anew", async () => {
    const orderNumber = await stage.readyOrder();
    const first = await stage.report(orderNumber, mixing("PARTIAL", "20", "12"));
    const second = await stage.report(orderNumber, mixing("PARTIAL", "30", "18"));
    for (const report of [first, second]) await stage.reportUntil(report, ({ state }) => state === "APPLIED");
    const reversal = await stage.reverse(first);
    assert.equal((await stage.ended(reversal)).state, "SUCCEEDED");
    assert.equal((await stage.ended(second)).state, "SUCCEEDED");
    const { totals } = await stage.order(orderNumber);
    assert.equal(totals.consumedByLine?.["0010"]?.value, "18");
    const documents = (await stage.erpDocuments(orderNumber)).slice(1).map(({ kind }) => kind);
    assert.deepEqual(documents, [
      "ISSUE_TO_ORDER",
      "CONFIRMATION",
      "CONFIRMATION_CANCELLATION",
      "RETURN_TO_STOCK",
      "ISSUE_TO_ORDER",
      "CONFIRMATION",
    ]);
    // Its version counts what was done for it, so that it can be taken back as it is shown now.
    assert.equal((await stage.ended(await stage.reverse(second))).state, "SUCCEEDED");
  });
});

describe("a refused document of many reports", () => {
  it("is taken apart by an operator of its plant, and only the bad report stops", async () => {
    const orderNumber = await stage.readyOrder();
    await stage.tell("erp", "conditions", { unknownLots: ["LOT-BAD"] });
    const good = await stage.report(orderNumber, mixing("PARTIAL", "20", "12"));
    await stage.reportUntil(good, ({ state }) => state === "APPLIED");
    const bad = await stage.report(orderNumber, {
      ...mixing("PARTIAL", "30", "18"),
      consumption: [consumptionOf("0010", "18", "LOT-BAD")],
    });
    await stage.reportUntil(bad, ({ state }) => state === "APPLIED");
    await stage.report(orderNumber, mixing("COMPLETE", "50", "30"));
    const ledger = await eventually(
      () =>
        gateway.database.unitOfWork.read<{ id: string; state: string; members: number }>(
          "SELECT id, state, member_count AS members FROM il.posting WHERE order_number = $1 ORDER BY seq",
          [orderNumber],
        ),
      (rows) => rows.some(({ state }) => state === "PARKED"),
    );
    const aggregate = ledger.find(({ state, members }) => state === "PARKED" && members === 3)?.id;
    assert.ok(aggregate, JSON.stringify(ledger));
    assert.equal((await stage.ended(good)).state, "PARKED");
    const split = `POST /platform/v1/postings/${aggregate}:split`;
    const body = { reason: "one lot is unknown" };
    for (const as of ["foreign-operator", "auditor"] as const) {
      assert.equal((await gateway.client.send(split, { as, body })).status, 403);
    }
    assert.equal(
      (await gateway.client.send(split, { as: "operator", body: {} })).body["code"],
      "POSTING_QUERY_INVALID",
    );
    const answer = await gateway.client.send(split, { as: "operator", body });
    assert.deepEqual([answer.status, answer.body], [200, { postingId: aggregate, members: 3 }]);
    await stage.reportUntil(bad, ({ postings }) => postings[0]?.state === "PARKED");
    assert.equal((await stage.confirmation(good)).postings[0]?.state, "POSTED");
    const again = await gateway.client.send(split, { as: "operator", body });
    assert.deepEqual([again.status, again.body["code"]], [409, "POSTING_NOT_PARKED"]);
    await stage.tell("erp", "conditions", {});
  });

  it("is measured with the others of its class, for those who may read postings of the plant", async () => {
    const path = "GET /platform/v1/posting-latency";
    const { body } = await gateway.client.send(`${path}?plantCode=P100&minutes=60`, { as: "auditor" });
    const items = body["items"] as readonly { readonly latencyClass: string; readonly posted: number }[];
    assert.ok(
      items.some(({ latencyClass, posted }) => latencyClass === "BATCH" && posted > 0),
      JSON.stringify(items),
    );
    const foreign = await gateway.client.send(`${path}?plantCode=P100`, { as: "foreign-operator" });
    assert.deepEqual([foreign.status, foreign.body["items"]], [200, []]);
    const wrong = await gateway.client.send(`${path}?hours=1`, { as: "auditor" });
    assert.deepEqual([wrong.status, wrong.body["code"]], [400, "POSTING_QUERY_INVALID"]);
  });
});

describe("a critical consumption", () => {
  it("is posted at once and holds its order, where the plant wants both", async () => {
    const orderNumber = await stage.readyOrder();
    const report = await stage.report(orderNumber, mixing("PARTIAL", "20", "20"));
    await stage.orderUntil(orderNumber, ({ state }) => state === "HELD");
    const issue = await eventually(
      async () => (await stage.confirmation(report)).postings[0],
      (posting) => posting?.state === "POSTED",
    );
    assert.equal(issue?.kind, "ISSUE_TO_ORDER");
    const holds = await gateway.database.unitOfWork.read(
      "SELECT reason_code, severity, placed_by, state FROM il.quality_hold WHERE scope_key LIKE $1",
      [`%${orderNumber}%`],
    );
    assert.deepEqual(holds, [
      { reason_code: "CONSUMPTION-VARIANCE", severity: "CRITICAL", placed_by: "interlock", state: "OPEN" },
    ]);
  });
});
