import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DeliveryStage } from "./delivery-stage.js";

/** The failures of the domain model that every MES-ERP interface meets, against the ERP simulator. */
describe("painful failures", () => {
  let stage: DeliveryStage;
  before(async () => {
    stage = await DeliveryStage.open();
  });
  after(async () => {
    await stage.close();
  });

  it("1: twenty time-outs after the commit make twenty goods receipts, not forty", async () => {
    await stage.fault({ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "answer-lost-after-commit" });
    for (let index = 0; index < 20; index++) await stage.enqueue(String(3000 + index), ["RECEIPT_FROM_ORDER"]);
    await stage.drainAll(stage.worker("w1", 50));
    await stage.fault();
    const statistics = await stage.erp<{ byKind: Record<string, number>; duplicates: number }>("GET", "statistics");
    assert.deepEqual([statistics.byKind["RECEIPT_FROM_ORDER"], statistics.duplicates], [20, 0]);
  });

  it("2: an order locked by somebody else is tried again until it goes", async () => {
    await stage.fault({ match: { orderNumber: "3100" }, fault: "lock", times: 3 });
    await stage.enqueue("3100", ["CONFIRMATION"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("3100");
    assert.equal(row?.state, "POSTED");
    assert.deepEqual(await stage.outcomes(row?.id ?? ""), [
      "SEND RETRYABLE",
      "SEND RETRYABLE",
      "SEND RETRYABLE",
      "SEND APPLIED",
    ]);
  });

  it("3: a closed order parks at once and is not tried again", async () => {
    await expectRefusal("3200", { closedOrders: ["3200"] }, "PARKED", "ERP_ORDER_CLOSED", "RU/494");
    const [row] = await stage.rows("3200");
    assert.equal(row?.attempts, 1);
    assert.equal((await stage.eventTypes()).at(-1), "posting.parked");
    assert.equal(stage.settled.at(-1)?.problem?.class, "BUSINESS");
  });

  it("4: a posting date in a closed period parks", async () => {
    await expectRefusal("3300", { closedPeriods: ["2026-11"] }, "PARKED", "POSTING_PERIOD_CLOSED", "M7/053");
  });

  const causes: [string, Record<string, string[]>, string, string, string][] = [
    ["too little stock", { shortMaterials: ["RM-100"] }, "PARKED", "MATERIAL_SHORTAGE", "M7/021"],
    ["unknown lot", { unknownLots: ["LOT-1"] }, "PARKED", "LOT_UNKNOWN", "M7/042"],
    ["blocked lot", { restrictedLots: ["LOT-1"] }, "PARKED", "LOT_RESTRICTED", "M7/178"],
    ["missing storage location", { missingStorageLocations: ["RM01"] }, "PARKED", "STORAGE_LOCATION_MISSING", "M7/018"],
    ["missing unit conversion", { inconvertibleUnits: ["KG"] }, "PARKED", "UOM_NOT_CONVERTIBLE", "M7/305"],
    ["material locked", { lockedMaterials: ["RM-100"] }, "RETRY_WAIT", "ERP_LOCKED", "M3/897"],
    ["missing authorisation", { unauthorisedPlants: ["P100"] }, "PARKED", "ERP_NOT_AUTHORIZED", "M7/120"],
    ["unknown material", { unknownMaterials: ["RM-100"] }, "PARKED", "MATERIAL_UNKNOWN", "M3/305"],
  ];
  causes.forEach(([name, conditions, state, code, foreignCode], index) => {
    it(`5: ${name} is classed as ${code} and ${state === "PARKED" ? "parks" : "is tried again"}`, async () => {
      await expectRefusal(String(3400 + index), conditions, state, code, foreignCode);
    });
  });

  it("releases a parked posting after correction, audited with the person and the reason", async () => {
    const worker = stage.worker("w1");
    await stage.erp("POST", "conditions", { closedOrders: ["3500"] });
    await stage.enqueue("3500", ["ISSUE_TO_ORDER", "CONFIRMATION"]);
    await stage.drainAll(worker);
    await stage.erp("POST", "conditions", {});
    const [row] = await stage.rows("3500");
    await stage.unitOfWork.run(
      async (tx) => await stage.release(tx, worker, row?.id ?? "", "operator", "order reopened"),
    );
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("3500"), ["POSTED", "POSTED"]);
    const [entry] = await stage.unitOfWork.read<{ actor: string; entry: { reason: string } }>(
      "SELECT actor, entry FROM il.audit_entry WHERE action = 'posting:release' AND resource_id = $1",
      [row?.id],
    );
    assert.deepEqual([entry?.actor, entry?.entry.reason], ["operator", "order reopened"]);
    await assert.rejects(
      stage.unitOfWork.run(async (tx) => await stage.release(tx, worker, row?.id ?? "", "operator", "again")),
      { code: "POSTING_NOT_PARKED" },
    );
  });

  async function expectRefusal(
    orderNumber: string,
    conditions: Record<string, string[]>,
    state: string,
    code: string,
    foreignCode: string,
  ): Promise<void> {
    await stage.erp("POST", "conditions", conditions);
    await stage.enqueue(orderNumber, ["ISSUE_TO_ORDER"]);
    await stage.drainOnce(stage.worker("w1"));
    await stage.erp("POST", "conditions", {});
    const [row] = await stage.rows(orderNumber);
    assert.deepEqual([row?.state, row?.problem?.code, row?.problem?.erp?.code], [state, code, foreignCode]);
    assert.equal((await stage.documents(orderNumber)).length, 0);
  }
});
