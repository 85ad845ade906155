import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DeliveryStage } from "./delivery-stage.js";

const FLOW = ["ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"] as const;

describe("a posting that takes another one back", () => {
  let stage: DeliveryStage;
  before(async () => {
    stage = await DeliveryStage.open();
  });
  after(async () => {
    await stage.close();
  });

  /** Takes the postings of an order back, the last one first. */
  async function reverse(orderNumber: string): Promise<void> {
    for (const { kind, external_key: reversesKey } of (await stage.rows(orderNumber)).toReversed()) {
      await stage.enqueue(orderNumber, [kind], { isReversal: true, reversesKey });
    }
  }

  it("makes it REVERSED when it is in the ERP itself, in reverse order", async () => {
    await stage.enqueue("2001", FLOW);
    await stage.drainAll(stage.worker("w1"));
    await reverse("2001");
    await stage.drainAll(stage.worker("w1"));
    assert.deepEqual(await stage.states("2001"), ["REVERSED", "REVERSED", "REVERSED", "POSTED", "POSTED", "POSTED"]);
    assert.deepEqual(
      (await stage.documents("2001")).map(({ kind }) => kind),
      [...FLOW, "REVERSAL", "CONFIRMATION_CANCELLATION", "RETURN_TO_STOCK"],
    );
  });

  it("waits behind it in the lane, so that nothing is taken back that is not there yet", async () => {
    await stage.erp("POST", "conditions", { lockedOrders: ["2002"] });
    await stage.enqueue("2002", ["CONFIRMATION"]);
    await reverse("2002");
    await stage.drainOnce(stage.worker("w1"));
    assert.deepEqual(await stage.states("2002"), ["RETRY_WAIT", "PENDING"]);
    await stage.erp("POST", "conditions", {});
    await stage.makeDue();
    await stage.drainAll(stage.worker("w1"));
    assert.deepEqual(await stage.states("2002"), ["REVERSED", "POSTED"]);
  });

  it("is parked unsent when that one was given up", async () => {
    await stage.erp("POST", "conditions", { closedOrders: ["2003"] });
    await stage.enqueue("2003", ["ISSUE_TO_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    await reverse("2003");
    await stage.unitOfWork.read(
      "UPDATE il.posting SET state = 'DISCARDED' WHERE order_number = '2003' AND state = 'PARKED'",
    );
    await stage.erp("POST", "conditions", {});
    await stage.drainAll(stage.worker("w1"));
    const [, reversal] = await stage.rows("2003");
    assert.deepEqual([reversal?.state, reversal?.problem?.code], ["PARKED", "REVERSED_POSTING_MISSING"]);
    assert.deepEqual(await stage.documents("2003"), []);
  });

  it("that the ERP refuses stops the cascade there, and goes on from there when a person lets it", async () => {
    const worker = stage.worker("w1");
    await stage.enqueue("2005", FLOW);
    await stage.drainAll(worker);
    await reverse("2005");
    await stage.erp("POST", "conditions", { unknownLots: ["LOT-1"] });
    await stage.drainAll(worker);
    const parked = (await stage.rows("2005")).find(({ state }) => state === "PARKED");
    assert.deepEqual(await stage.states("2005"), ["POSTED", "POSTED", "POSTED", "PARKED", "PENDING", "PENDING"]);
    await stage.erp("POST", "conditions", {});
    await stage.unitOfWork.run((tx) =>
      stage.release(tx, worker, parked?.id ?? "", "operator", "the batch is there again"),
    );
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("2005"), ["REVERSED", "REVERSED", "REVERSED", "POSTED", "POSTED", "POSTED"]);
  });

  it("of a confirmation whose cancellation got no answer is looked up and not sent twice", async () => {
    await stage.enqueue("2004", ["CONFIRMATION"]);
    await stage.drainAll(stage.worker("w1"));
    await stage.fault({ match: { kind: "CONFIRMATION_CANCELLATION" }, fault: "answer-lost-after-commit", times: 1 });
    await reverse("2004");
    await stage.drainAll(stage.worker("w1"));
    assert.deepEqual(await stage.states("2004"), ["REVERSED", "POSTED"]);
    assert.deepEqual(
      (await stage.documents("2004")).map(({ kind }) => kind),
      ["CONFIRMATION", "CONFIRMATION_CANCELLATION"],
    );
    assert.deepEqual(await stage.outcomes((await stage.rows("2004"))[1]?.id ?? ""), ["SEND UNKNOWN", "PROBE FOUND"]);
  });
});
