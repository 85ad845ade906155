import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({
    role: "all",
    plant: { execution: { gapWaitSeconds: 2, onGap: "ACCEPT_OUT_OF_ORDER" } },
  });
  stage = new FlowStage(gateway);
  await stage.tell("mes", "behaviour", { delayMs: 0 });
});
after(() => gateway.close());

describe("reports of one source", () => {
  it("that come in sequence are applied one after the other", async () => {
    const orderNumber = await stage.readyOrder();
    for (const sequence of [1, 2, 3]) {
      const report = await stage.settled(await stage.report(orderNumber, { sequence }));
      assert.deepEqual([report.state, report.outOfOrder], ["APPLIED", undefined]);
    }
    assert.equal((await stage.order(orderNumber)).progress[0]?.state, "RUNNING");
  });

  it("wait for the missing one, and go with it when it comes", async () => {
    const orderNumber = await stage.readyOrder();
    const second = await stage.report(orderNumber, { sequence: 2 });
    const waiting = await stage.reportUntil(second, ({ state }) => state !== "RECEIVED");
    assert.deepEqual([waiting.state, waiting.reason], ["WAITING_FOR_SEQUENCE", "SEQUENCE_GAP"]);
    const first = await stage.settled(await stage.report(orderNumber, { sequence: 1 }));
    const late = await stage.settled(second);
    assert.deepEqual([first.state, first.outOfOrder], ["APPLIED", undefined]);
    assert.deepEqual([late.state, late.outOfOrder, late.reason], ["APPLIED", undefined, undefined]);
  });

  it("are applied out of order when the wait is over, and the missing one still counts when it comes late", async () => {
    const orderNumber = await stage.readyOrder();
    const second = await stage.settled(await stage.report(orderNumber, { sequence: 2 }));
    assert.deepEqual([second.state, second.outOfOrder], ["APPLIED", true]);
    const first = await stage.settled(await stage.report(orderNumber, { sequence: 1 }));
    assert.deepEqual([first.state, first.outOfOrder], ["APPLIED", true]);
    const documents = await stage.erpDocuments(orderNumber);
    assert.equal(documents.filter(({ kind }) => kind === "CONFIRMATION").length, 2);
  });

  it("may use the largest number there is", async () => {
    const orderNumber = await stage.readyOrder();
    const last = await stage.settled(await stage.report(orderNumber, { sequence: 2_147_483_647 }));
    assert.deepEqual([last.state, last.outOfOrder], ["APPLIED", true]);
  });
});
