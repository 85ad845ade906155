import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TIMEOUT_MS } from "../connectors/connector-fixtures.js";
import { DeliveryBench } from "./delivery-bench.js";
import { leaseMs } from "./posting-step.js";

describe("a posting whose outcome is unknown", () => {
  let bench: DeliveryBench;
  before(async () => {
    bench = await DeliveryBench.open();
  });
  after(async () => {
    await bench.close();
  });

  it("becomes exactly one document when the answer was lost after the commit", async () => {
    await bench.fault({ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "answer-lost-after-commit", times: 1 });
    await bench.enqueue("2001", ["RECEIPT_FROM_ORDER"]);
    await bench.drainAll(bench.worker("w1"));
    const [row] = await bench.rows("2001");
    assert.equal(row?.state, "POSTED");
    assert.deepEqual(await bench.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE FOUND"]);
    const documents = await bench.documents("2001");
    assert.equal(documents.length, 1);
    assert.equal(row?.erp_document?.number, documents[0]?.number);
  });

  it("is looked up twice before it is sent again when the request never arrived", async () => {
    await bench.fault({ fault: "reset", times: 1 });
    await bench.enqueue("2002", ["RECEIPT_FROM_ORDER"]);
    await bench.drainAll(bench.worker("w1"));
    const [row] = await bench.rows("2002");
    const outcomes = await bench.outcomes(row?.id ?? "");
    assert.equal(outcomes[0], "SEND UNKNOWN");
    assert.ok(outcomes.filter((outcome) => outcome === "PROBE NOT_FOUND").length >= 2, outcomes.join());
    assert.equal(outcomes.at(-1), "SEND APPLIED");
    assert.equal((await bench.documents("2002")).length, 1);
  });

  it("stays unknown while the ERP cannot be asked", async () => {
    await bench.fault({ fault: "answer-lost-after-commit", times: 1 }, { match: { kind: "READ" }, fault: "503", times: 2 });
    await bench.enqueue("2003", ["ISSUE_TO_ORDER"]);
    await bench.drainAll(bench.worker("w1"));
    const [row] = await bench.rows("2003");
    assert.deepEqual(await bench.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE UNKNOWN", "PROBE UNKNOWN", "PROBE FOUND"]);
    assert.equal((await bench.documents("2003")).length, 1);
  });

  it("is one document when the ERP commits after our time-out and after the first look-up", async () => {
    await bench.fault({ fault: "late-commit", delayMs: TIMEOUT_MS + 500, times: 1 });
    await bench.enqueue("2009", ["RECEIPT_FROM_ORDER"]);
    await bench.drainAll(bench.worker("w1"));
    const [row] = await bench.rows("2009");
    assert.deepEqual(await bench.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE NOT_FOUND", "PROBE FOUND"]);
    assert.equal((await bench.documents("2009")).length, 1);
  });

  it("is found when only the answer came after our time-out", async () => {
    await bench.fault({ fault: "slow", delayMs: TIMEOUT_MS * 3, times: 1 });
    await bench.enqueue("2004", ["RECEIPT_FROM_ORDER"]);
    await bench.drainAll(bench.worker("w1"));
    const [row] = await bench.rows("2004");
    assert.deepEqual(await bench.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE FOUND"]);
    assert.equal((await bench.documents("2004")).length, 1);
  });

  it("is settled by look-up when the worker died after sending, and its late result is dropped", async () => {
    const dead = bench.worker("dead");
    await bench.fault();
    await bench.enqueue("2005", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await dead.due.heads("ERP1", (await laneOfOrder("2005")), 1);
    assert.ok(posting !== undefined);
    const claimed = await dead.transitions.claim(posting, "POSTING", leaseMs(TIMEOUT_MS));
    assert.ok(claimed !== undefined);
    const sent = await bench.connectors.erp(bench.profile).send(claimed.document, claimed.externalKey);
    assert.ok("document" in sent);
    await bench.makeDue();
    await bench.drainAll(bench.worker("alive"));
    assert.deepEqual(await bench.outcomes(claimed.id), ["SEND ABANDONED", "PROBE FOUND"]);
    assert.equal((await bench.documents("2005")).length, 1);
    const late = await dead.transitions.move(claimed, { to: "PARKED", delayMs: 0, outcome: "REJECTED" });
    assert.equal(late, undefined);
    assert.deepEqual(await bench.states("2005"), ["POSTED"]);
  });

  it("is sent once when the worker died before sending", async () => {
    const dead = bench.worker("dead");
    await bench.enqueue("2006", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await dead.due.heads("ERP1", (await laneOfOrder("2006")), 1);
    assert.ok(posting !== undefined);
    assert.ok((await dead.transitions.claim(posting, "POSTING", leaseMs(TIMEOUT_MS))) !== undefined);
    await bench.makeDue();
    await bench.drainAll(bench.worker("alive"));
    assert.deepEqual(await bench.states("2006"), ["POSTED"]);
    assert.equal((await bench.documents("2006")).length, 1);
  });

  it("is not touched by another worker before the lease of its own is over", async () => {
    const busy = bench.worker("busy");
    await bench.enqueue("2007", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await busy.due.heads("ERP1", (await laneOfOrder("2007")), 1);
    assert.ok(posting !== undefined);
    await busy.transitions.claim(posting, "POSTING", leaseMs(TIMEOUT_MS));
    await bench.drainOnce(bench.worker("other"));
    assert.deepEqual(await bench.states("2007"), ["POSTING"]);
  });

  it("is claimed by one of two workers that saw the same row", async () => {
    const [one, two] = [bench.worker("one"), bench.worker("two")];
    await bench.enqueue("2008", ["RECEIPT_FROM_ORDER", "RECEIPT_FROM_ORDER"]);
    const [posting] = await one.due.heads("ERP1", (await laneOfOrder("2008")), 1);
    assert.ok(posting !== undefined);
    const claims = await Promise.all([one, two].map(async (worker) => await worker.transitions.claim(posting, "POSTING", 60_000)));
    assert.equal(claims.filter((claim) => claim !== undefined).length, 1);
  });

  async function laneOfOrder(orderNumber: string): Promise<number> {
    const [row] = await bench.unitOfWork.read<{ lane: number }>("SELECT lane FROM il.posting WHERE order_number = $1", [orderNumber]);
    return row?.lane ?? -1;
  }
});
