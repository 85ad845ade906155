import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { confirmationGuid } from "../connectors/sap-odata/confirmation-request.js";
import { DeliveryStage } from "./delivery-stage.js";

const FLOW = ["ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"] as const;

describe("lane drainer", () => {
  let stage: DeliveryStage;
  before(async () => {
    stage = await DeliveryStage.open();
  });
  after(async () => {
    await stage.close();
  });

  it("posts an order's documents in sequence and records attempts, audit, events and listener calls", async () => {
    const worker = stage.worker("w1");
    await stage.enqueue("1001", ["ORDER_ACKNOWLEDGEMENT", ...FLOW]);
    await stage.drainAll(worker);
    const rows = await stage.rows("1001");
    assert.deepEqual(
      rows.map((row) => [row.state, row.attempts]),
      Array.from({ length: 4 }, () => ["POSTED", 1]),
    );
    assert.deepEqual(
      (await stage.documents("1001")).map((document) => document.kind),
      ["ORDER_ACKNOWLEDGEMENT", ...FLOW],
    );
    assert.deepEqual(await stage.outcomes(rows[0]?.id ?? ""), ["SEND APPLIED"]);
    assert.match(rows[1]?.erp_document?.number ?? "", /^49\d{8}$/);
    assert.deepEqual(
      stage.settled.filter((posting) => posting.orderNumber === "1001").map((posting) => posting.kind),
      ["ORDER_ACKNOWLEDGEMENT", ...FLOW],
    );
    assert.deepEqual(await stage.eventTypes(), Array(4).fill("posting.posted"));
    const audit = await stage.unitOfWork.read<{ action: string }>(
      "SELECT action FROM il.audit_entry WHERE resource_id = $1 ORDER BY id",
      [rows[0]?.id],
    );
    assert.deepEqual(
      audit.map((entry) => entry.action),
      ["posting:enqueue", "posting:move", "posting:move"],
    );
  });

  it("holds what stands behind a parked posting of the same order and lets other orders go", async () => {
    const worker = stage.worker("w1");
    await stage.erp("POST", "conditions", { closedOrders: ["1101"] });
    await stage.enqueue("1101", FLOW);
    await stage.enqueue("1102", FLOW);
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("1101"), ["PARKED", "PENDING", "PENDING"]);
    assert.deepEqual(await stage.states("1102"), ["POSTED", "POSTED", "POSTED"]);
    assert.equal((await stage.documents("1101")).length, 0);
    await stage.erp("POST", "conditions", {});
  });

  it("keeps other orders of the same lane going while one order waits for its retry", async () => {
    const worker = stage.worker("w1");
    stage.profile = { ...stage.profile, retry: { ...stage.profile.retry, baseMs: 600_000, maxMs: 600_000 } };
    await stage.erp("POST", "conditions", { lockedOrders: ["1201"] });
    await stage.enqueue("1201", FLOW);
    await stage.enqueue("1202", FLOW);
    // Both orders are put into one lane, whatever their hash says.
    await stage.unitOfWork.read("UPDATE il.posting SET lane = 7 WHERE order_number IN ('1201', '1202')");
    await stage.drainOnce(worker);
    assert.deepEqual(await stage.states("1201"), ["RETRY_WAIT", "PENDING", "PENDING"]);
    assert.deepEqual(await stage.states("1202"), ["POSTED", "POSTED", "POSTED"]);
    await stage.erp("POST", "conditions", {});
    await stage.makeDue();
    await stage.drainAll(worker);
    stage.profile = { ...stage.profile, retry: { ...stage.profile.retry, baseMs: 20, maxMs: 200 } };
  });

  it("keeps the order inside every key when two drainers work on the same lanes under faults", async () => {
    await stage.fault(
      { match: { probability: 0.15 }, fault: "lock" },
      { match: { probability: 0.1 }, fault: "answer-lost-after-commit" },
      { match: { probability: 0.1 }, fault: "reset" },
    );
    const orders = Array.from({ length: 8 }, (_, index) => String(1300 + index));
    for (let round = 0; round < 3; round++) for (const order of orders) await stage.enqueue(order, FLOW);
    await stage.drainAll(stage.worker("w1", 50), stage.worker("w2", 50));
    await stage.fault();
    for (const order of orders) {
      const rows = await stage.rows(order);
      const keys = rows.map((row) =>
        row.kind === "CONFIRMATION" ? confirmationGuid(row.external_key) : row.external_key,
      );
      assert.deepEqual(
        (await stage.documents(order)).map((document) => document.key),
        keys,
      );
    }
    const statistics = await stage.erp<{ duplicates: number; inversions: number }>("GET", "statistics");
    assert.deepEqual([statistics.duplicates, statistics.inversions], [0, 0]);
  });

  it("moves a posting out of retries to DEAD when the plant's patience is over, with an event", async () => {
    const worker = stage.worker("w1");
    await stage.fault({ fault: "lock" });
    await stage.enqueue("1401", FLOW);
    await stage.drainOnce(worker);
    await stage.unitOfWork.read(
      "UPDATE il.posting SET retry_since = now() - interval '73 hours' WHERE order_number = '1401' AND state = 'RETRY_WAIT'",
    );
    await stage.makeDue();
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("1401"), ["DEAD", "PENDING", "PENDING"]);
    assert.equal((await stage.rows("1401"))[0]?.problem?.code, "ERP_LOCKED");
    assert.equal((await stage.eventTypes()).at(-1), "posting.dead-lettered");
    assert.equal(stage.settled.at(-1)?.state, "DEAD");
    await stage.fault();
  });

  it("spends no attempts while the destination is down, and goes on when the liveness probe answers", async () => {
    const worker = stage.worker("w1", 50);
    await stage.fault({ fault: "503" }, { match: { kind: "READ" }, fault: "503" });
    for (let index = 0; index < 12; index++) await stage.enqueue(String(1500 + index), ["CONFIRMATION"]);
    for (let round = 0; round < 10; round++) {
      await stage.makeDue();
      await stage.drainOnce(worker);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const rows = (await stage.rows()).filter((row) => row.order_number.startsWith("15"));
    assert.equal(
      rows.reduce((sum, row) => sum + row.attempts, 0),
      5,
      "five outages open the breaker, then nothing is sent",
    );
    await stage.fault();
    await stage.drainAll(worker);
    assert.ok(
      (await stage.rows()).filter((row) => row.order_number.startsWith("15")).every((row) => row.state === "POSTED"),
    );
  });

  it("leaves a posting alone whose plant is gone, and posts the others", async () => {
    const worker = stage.worker("w1");
    await stage.enqueue("1601", ["CONFIRMATION"]);
    const { profile } = stage;
    stage.profile = {
      ...profile,
      systems: { ...profile.systems, erp: { ...profile.systems.erp, adapter: "no-such-adapter" } },
    };
    await stage.drainOnce(worker);
    assert.deepEqual(await stage.states("1601"), ["PENDING"]);
    stage.profile = profile;
    await stage.drainOnce(worker);
    assert.deepEqual(await stage.states("1601"), ["PENDING"], "it rests, so that its lane is not busy with it");
    await stage.makeDue();
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("1601"), ["POSTED"]);
  });
});
