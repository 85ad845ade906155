import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { DeliveryStage, type StageWorker } from "./delivery-stage.js";

const MANY = `
  INSERT INTO il.posting (id, plant_code, order_number, destination, lane, kind, source_id, operation_id, document,
    external_key, correlation_id, traceparent)
  SELECT $1 || n, 'P100', $1 || n, $2, n % 256, 'CONFIRMATION', 'source', 'operation', '{}', $1 || n, 'c', ''
  FROM generate_series(1, $3::int) n`;

describe("due postings", () => {
  let stage: DeliveryStage;
  let worker: StageWorker;
  before(async () => {
    stage = await DeliveryStage.open();
    worker = stage.worker("w1");
  });
  after(async () => {
    await stage.close();
  });
  beforeEach(async () => {
    await stage.unitOfWork.read("DELETE FROM il.posting WHERE state = 'PENDING'");
  });

  const setAll = (assignment: string, where: string): Promise<unknown> =>
    stage.unitOfWork.read(`UPDATE il.posting SET ${assignment} WHERE ${where}`);

  it("shows the lanes of every destination, however many one of them fills", async () => {
    await stage.unitOfWork.read(MANY, ["A", "ERP1", 600]);
    await stage.unitOfWork.read(MANY, ["B", "ERP2", 3]);
    const lanes = await worker.due.lanesWithDueWork();
    assert.equal(lanes.filter((lane) => lane.destination === "ERP1").length, 256);
    assert.deepEqual(
      lanes.filter((lane) => lane.destination === "ERP2").map((lane) => lane.lane),
      [1, 2, 3],
    );
  });

  it("does not show a lane whose orders all wait at their first posting", async () => {
    await stage.enqueue("5001", ["ISSUE_TO_ORDER", "CONFIRMATION"]);
    await stage.enqueue("5002", ["CONFIRMATION"]);
    await setAll("lane = 9", "TRUE");
    await setAll("next_at = now() + interval '1 hour'", "kind = 'ISSUE_TO_ORDER' OR order_number = '5002'");
    assert.deepEqual(await worker.due.lanesWithDueWork(), []);
    assert.deepEqual(await worker.due.heads("ERP1", 9, 50), []);
    await setAll("next_at = now()", "order_number = '5002'");
    assert.deepEqual(await worker.due.lanesWithDueWork(), [{ destination: "ERP1", lane: 9 }]);
    assert.deepEqual(
      (await worker.due.heads("ERP1", 9, 50)).map((head) => head.orderNumber),
      ["5002"],
    );
  });

  it("holds the new postings of an order behind its old ones when the ERP was renamed", async () => {
    await stage.enqueue("5101", ["ISSUE_TO_ORDER", "CONFIRMATION"]);
    await setAll("next_at = now() + interval '1 hour'", "kind = 'ISSUE_TO_ORDER'");
    const [posting] = await postings("5101", "CONFIRMATION");
    assert.ok(posting !== undefined);
    await setAll("destination = 'ERP-NEW'", "kind = 'CONFIRMATION'");
    assert.deepEqual(await worker.due.lanesWithDueWork(), []);
    assert.deepEqual(await worker.due.heads("ERP-NEW", posting.lane, 50), []);
    const [old] = await heads("5101");
    assert.ok(old !== undefined);
    const early = { ...old, id: posting.id };
    assert.equal(await worker.transitions.claim(early, "POSTING", 1_000), undefined);
  });

  it("shows the orders behind those that the caller has tried", async () => {
    await stage.unitOfWork.read(MANY, ["C", "ERP1", 3]);
    await setAll("lane = 4", "TRUE");
    const tried = (await worker.due.heads("ERP1", 4, 2)).map((head) => head.id);
    assert.deepEqual(tried, ["C1", "C2"]);
    assert.deepEqual(
      (await worker.due.heads("ERP1", 4, 2, tried)).map((head) => head.id),
      ["C3"],
    );
  });

  it("does not let a posting that was taken meanwhile rest", async () => {
    await stage.enqueue("5201", ["CONFIRMATION"]);
    const [seen] = await heads("5201");
    assert.ok(seen !== undefined);
    await worker.transitions.claim(seen, "POSTING", 60_000);
    await worker.due.postpone(seen, 3_600_000);
    const [row] = await stage.unitOfWork.read<{ is_lease: boolean }>(
      "SELECT next_at < now() + interval '2 minutes' AS is_lease FROM il.posting WHERE id = $1",
      [seen.id],
    );
    assert.equal(row?.is_lease, true);
  });

  const postings = (orderNumber: string, kind: string): Promise<{ id: string; lane: number }[]> =>
    stage.unitOfWork.read("SELECT id, lane FROM il.posting WHERE order_number = $1 AND kind = $2", [orderNumber, kind]);

  async function heads(orderNumber: string) {
    await setAll("next_at = now()", "state = 'PENDING'");
    const [row] = await stage.unitOfWork.read<{ lane: number }>("SELECT lane FROM il.posting WHERE order_number = $1", [
      orderNumber,
    ]);
    return await worker.due.heads("ERP1", row?.lane ?? -1, 50);
  }
});
