import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { confirmationGuid } from "../connectors/sap-odata/confirmation-request.js";
import { DeliveryBench } from "./delivery-bench.js";

const FLOW = ["ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"] as const;

describe("lane drainer", () => {
  let bench: DeliveryBench;
  before(async () => {
    bench = await DeliveryBench.open();
  });
  after(async () => {
    await bench.close();
  });

  it("posts an order's documents in sequence and records attempts, audit, events and listener calls", async () => {
    const worker = bench.worker("w1");
    await bench.enqueue("1001", ["ORDER_ACKNOWLEDGEMENT", ...FLOW]);
    await bench.drainAll(worker);
    const rows = await bench.rows("1001");
    assert.deepEqual(rows.map((row) => [row.state, row.attempts]), Array(4).fill(["POSTED", 1]));
    assert.deepEqual((await bench.documents("1001")).map((document) => document.kind), ["ORDER_ACKNOWLEDGEMENT", ...FLOW]);
    assert.deepEqual(await bench.outcomes(rows[0]?.id ?? ""), ["SEND APPLIED"]);
    assert.match(rows[1]?.erp_document?.number ?? "", /^49\d{8}$/);
    assert.deepEqual(bench.settled.filter((posting) => posting.orderNumber === "1001").map((posting) => posting.kind), ["ORDER_ACKNOWLEDGEMENT", ...FLOW]);
    assert.deepEqual(await bench.eventTypes(), Array(4).fill("posting.posted"));
    const audit = await bench.unitOfWork.read<{ action: string }>(
      "SELECT action FROM il.audit_entry WHERE resource_id = $1 ORDER BY id",
      [rows[0]?.id],
    );
    assert.deepEqual(audit.map((entry) => entry.action), ["posting:enqueue", "posting:move", "posting:move"]);
  });

  it("holds what stands behind a parked posting of the same order and lets other orders go", async () => {
    const worker = bench.worker("w1");
    await bench.erp("POST", "conditions", { closedOrders: ["1101"] });
    await bench.enqueue("1101", FLOW);
    await bench.enqueue("1102", FLOW);
    await bench.drainAll(worker);
    assert.deepEqual(await bench.states("1101"), ["PARKED", "PENDING", "PENDING"]);
    assert.deepEqual(await bench.states("1102"), ["POSTED", "POSTED", "POSTED"]);
    assert.equal((await bench.documents("1101")).length, 0);
    await bench.erp("POST", "conditions", {});
  });

  it("keeps other orders of the same lane going while one order waits for its retry", async () => {
    const worker = bench.worker("w1");
    bench.profile = { ...bench.profile, retry: { ...bench.profile.retry, baseMs: 600_000, maxMs: 600_000 } };
    await bench.erp("POST", "conditions", { lockedOrders: ["1201"] });
    await bench.enqueue("1201", FLOW);
    await bench.enqueue("1202", FLOW);
    // Both orders are put into one lane, whatever their hash says.
    await bench.unitOfWork.read("UPDATE il.posting SET lane = 7 WHERE order_number IN ('1201', '1202')");
    await bench.drainOnce(worker);
    assert.deepEqual(await bench.states("1201"), ["RETRY_WAIT", "PENDING", "PENDING"]);
    assert.deepEqual(await bench.states("1202"), ["POSTED", "POSTED", "POSTED"]);
    await bench.erp("POST", "conditions", {});
    await bench.makeDue();
    await bench.drainAll(worker);
    bench.profile = { ...bench.profile, retry: { ...bench.profile.retry, baseMs: 20, maxMs: 200 } };
  });

  it("keeps the order inside every key when two drainers work on the same lanes under faults", async () => {
    await bench.fault(
      { match: { probability: 0.15 }, fault: "lock" },
      { match: { probability: 0.1 }, fault: "answer-lost-after-commit" },
      { match: { probability: 0.1 }, fault: "reset" },
    );
    const orders = Array.from({ length: 8 }, (_, index) => String(1300 + index));
    for (let round = 0; round < 3; round++) for (const order of orders) await bench.enqueue(order, FLOW);
    await bench.drainAll(bench.worker("w1", 50), bench.worker("w2", 50));
    await bench.fault();
    for (const order of orders) {
      const rows = await bench.rows(order);
      const keys = rows.map((row) => (row.kind === "CONFIRMATION" ? confirmationGuid(row.external_key) : row.external_key));
      assert.deepEqual((await bench.documents(order)).map((document) => document.key), keys);
    }
    const statistics = await bench.erp<{ duplicates: number; inversions: number }>("GET", "statistics");
    assert.deepEqual([statistics.duplicates, statistics.inversions], [0, 0]);
  });

  it("moves a posting out of retries to DEAD when the plant's patience is over, with an event", async () => {
    const worker = bench.worker("w1");
    await bench.fault({ fault: "lock" });
    await bench.enqueue("1401", FLOW);
    await bench.drainOnce(worker);
    await bench.unitOfWork.read("UPDATE il.posting SET retry_since = now() - interval '73 hours' WHERE order_number = '1401' AND state = 'RETRY_WAIT'");
    await bench.makeDue();
    await bench.drainAll(worker);
    assert.deepEqual(await bench.states("1401"), ["DEAD", "PENDING", "PENDING"]);
    assert.equal((await bench.rows("1401"))[0]?.problem?.code, "ERP_LOCKED");
    assert.equal((await bench.eventTypes()).at(-1), "posting.dead-lettered");
    assert.equal(bench.settled.at(-1)?.state, "DEAD");
    await bench.fault();
  });

  it("spends no attempts while the destination is down, and goes on when the liveness probe answers", async () => {
    const worker = bench.worker("w1", 50);
    await bench.fault({ fault: "503" }, { match: { kind: "READ" }, fault: "503" });
    for (let index = 0; index < 12; index++) await bench.enqueue(String(1500 + index), ["CONFIRMATION"]);
    for (let round = 0; round < 10; round++) {
      await bench.makeDue();
      await bench.drainOnce(worker);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const rows = (await bench.rows()).filter((row) => row.order_number.startsWith("15"));
    assert.equal(rows.reduce((sum, row) => sum + row.attempts, 0), 5, "five outages open the breaker, then nothing is sent");
    await bench.fault();
    await bench.drainAll(worker);
    assert.ok((await bench.rows()).filter((row) => row.order_number.startsWith("15")).every((row) => row.state === "POSTED"));
  });

  it("leaves a posting alone whose plant is gone, and posts the others", async () => {
    const worker = bench.worker("w1");
    await bench.enqueue("1601", ["CONFIRMATION"]);
    const { profile } = bench;
    bench.profile = { ...profile, systems: { ...profile.systems, erp: { ...profile.systems.erp, adapter: "no-such-adapter" } } };
    await bench.drainOnce(worker);
    assert.deepEqual(await bench.states("1601"), ["PENDING"]);
    bench.profile = profile;
    await bench.drainAll(worker);
    assert.deepEqual(await bench.states("1601"), ["POSTED"]);
  });
});
