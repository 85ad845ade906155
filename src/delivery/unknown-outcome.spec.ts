import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TIMEOUT_MS } from "../connectors/connector-fixtures.js";
import { DeliveryStage, type StageWorker } from "./delivery-stage.js";
import { leaseMs } from "./posting-step.js";

describe("a posting whose outcome is unknown", () => {
  let stage: DeliveryStage;
  before(async () => {
    stage = await DeliveryStage.open();
  });
  after(async () => {
    await stage.close();
  });

  it("becomes exactly one document when the answer was lost after the commit", async () => {
    await stage.fault({ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "answer-lost-after-commit", times: 1 });
    await stage.enqueue("2001", ["RECEIPT_FROM_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("2001");
    assert.equal(row?.state, "POSTED");
    assert.deepEqual(await stage.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE FOUND"]);
    const documents = await stage.documents("2001");
    assert.equal(documents.length, 1);
    assert.equal(row?.erp_document?.number, documents[0]?.number);
  });

  it("is looked up twice before it is sent again when the request never arrived", async () => {
    await stage.fault({ fault: "reset", times: 1 });
    await stage.enqueue("2002", ["RECEIPT_FROM_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("2002");
    const outcomes = await stage.outcomes(row?.id ?? "");
    assert.equal(outcomes[0], "SEND UNKNOWN");
    assert.ok(outcomes.filter((outcome) => outcome === "PROBE NOT_FOUND").length >= 2, outcomes.join());
    assert.equal(outcomes.at(-1), "SEND APPLIED");
    assert.equal((await stage.documents("2002")).length, 1);
  });

  it("ends as DEAD, not in an endless circle, when it is surely not there and was tried for too long", async () => {
    await stage.fault({ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "reset" });
    await stage.enqueue("2012", ["RECEIPT_FROM_ORDER"]);
    const worker = stage.worker("w1");
    await stage.drainOnce(worker);
    assert.deepEqual(await stage.states("2012"), ["UNKNOWN"]);
    await stage.unitOfWork.read(
      "UPDATE il.posting SET retry_since = now() - interval '73 hours' WHERE order_number = '2012'",
    );
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("2012"), ["DEAD"]);
    const [row] = await stage.rows("2012");
    assert.deepEqual(
      (await stage.outcomes(row?.id ?? "")).filter((outcome) => outcome.startsWith("SEND")),
      ["SEND UNKNOWN"],
    );
    await stage.fault();
  });

  it("waits longer before each further send", async () => {
    const { profile } = stage;
    stage.profile = { ...profile, retry: { ...profile.retry, baseMs: 600_000, factor: 2, maxMs: 3_600_000 } };
    await stage.fault({ match: { kind: "RECEIPT_FROM_ORDER" }, fault: "reset", times: 2 });
    await stage.enqueue("2013", ["RECEIPT_FROM_ORDER"]);
    const worker = stage.worker("w1");
    await untilPendingAgain(worker, "2013", 2);
    const [row] = await stage.unitOfWork.read<{ wait_s: number }>(
      "SELECT extract(epoch FROM next_at - updated_at)::float8 AS wait_s FROM il.posting WHERE order_number = '2013'",
    );
    assert.ok(Math.abs((row?.wait_s ?? 0) - 300) < 1, `half of the base, as the fixed random says: ${row?.wait_s}`);
    stage.profile = profile;
    await stage.fault();
    await stage.makeDue();
    await stage.drainAll(worker);
  });

  it("stays unknown while the ERP cannot be asked", async () => {
    await stage.fault(
      { fault: "answer-lost-after-commit", times: 1 },
      { match: { kind: "READ" }, fault: "503", times: 2 },
    );
    await stage.enqueue("2003", ["ISSUE_TO_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("2003");
    assert.deepEqual(await stage.outcomes(row?.id ?? ""), [
      "SEND UNKNOWN",
      "PROBE UNKNOWN",
      "PROBE UNKNOWN",
      "PROBE FOUND",
    ]);
    assert.equal((await stage.documents("2003")).length, 1);
  });

  it("is one document when the ERP commits after our time-out and after the first look-up", async () => {
    await stage.fault({ fault: "late-commit", delayMs: TIMEOUT_MS + 500, times: 1 });
    await stage.enqueue("2009", ["RECEIPT_FROM_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("2009");
    assert.deepEqual(await stage.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE NOT_FOUND", "PROBE FOUND"]);
    assert.equal((await stage.documents("2009")).length, 1);
  });

  it("is looked up before every further send, so that a very late commit still makes one document", async () => {
    await stage.fault({ match: { nth: 1 }, fault: "late-commit", delayMs: 2_500 }, { fault: "lock" });
    await stage.enqueue("2010", ["RECEIPT_FROM_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("2010");
    const outcomes = await stage.outcomes(row?.id ?? "");
    assert.ok(outcomes.includes("SEND RETRYABLE"), outcomes.join());
    assert.equal(outcomes.at(-1), "SEND FOUND");
    assert.equal((await stage.documents("2010")).length, 1);
  });

  it("is found when only the answer came after our time-out", async () => {
    await stage.fault({ fault: "slow", delayMs: TIMEOUT_MS * 3, times: 1 });
    await stage.enqueue("2004", ["RECEIPT_FROM_ORDER"]);
    await stage.drainAll(stage.worker("w1"));
    const [row] = await stage.rows("2004");
    assert.deepEqual(await stage.outcomes(row?.id ?? ""), ["SEND UNKNOWN", "PROBE FOUND"]);
    assert.equal((await stage.documents("2004")).length, 1);
  });

  it("is settled by look-up when the worker died after sending, and its late result is dropped", async () => {
    const dead = stage.worker("dead");
    await stage.fault();
    await stage.enqueue("2005", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await dead.due.heads("ERP1", await laneOfOrder("2005"), 1);
    assert.ok(posting !== undefined);
    const claimed = await dead.transitions.claim(posting, "POSTING", leaseMs(TIMEOUT_MS));
    assert.ok(claimed !== undefined);
    const sent = await stage.connectors.erp(stage.profile).send(claimed.document, claimed.externalKey);
    assert.ok("document" in sent);
    await stage.makeDue();
    await stage.drainAll(stage.worker("alive"));
    assert.deepEqual(await stage.outcomes(claimed.id), ["SEND ABANDONED", "PROBE FOUND"]);
    assert.equal((await stage.documents("2005")).length, 1);
    const late = await dead.transitions.move(claimed, { to: "PARKED", delayMs: 0, outcome: "REJECTED" });
    assert.equal(late, undefined);
    assert.deepEqual(await stage.states("2005"), ["POSTED"]);
  });

  it("is sent once when the worker died before sending", async () => {
    const dead = stage.worker("dead");
    await stage.enqueue("2006", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await dead.due.heads("ERP1", await laneOfOrder("2006"), 1);
    assert.ok(posting !== undefined);
    assert.ok((await dead.transitions.claim(posting, "POSTING", leaseMs(TIMEOUT_MS))) !== undefined);
    await stage.makeDue();
    await stage.drainAll(stage.worker("alive"));
    assert.deepEqual(await stage.states("2006"), ["POSTED"]);
    assert.equal((await stage.documents("2006")).length, 1);
  });

  it("is not touched by another worker before the lease of its own is over", async () => {
    const busy = stage.worker("busy");
    await stage.enqueue("2007", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await busy.due.heads("ERP1", await laneOfOrder("2007"), 1);
    assert.ok(posting !== undefined);
    await busy.transitions.claim(posting, "POSTING", leaseMs(TIMEOUT_MS));
    await stage.drainOnce(stage.worker("other"));
    assert.deepEqual(await stage.states("2007"), ["POSTING"]);
  });

  it("is taken over at once when its worker is known to be dead", async () => {
    const dead = stage.worker("known-dead");
    await stage.enqueue("2011", ["RECEIPT_FROM_ORDER"]);
    const [posting] = await dead.due.heads("ERP1", await laneOfOrder("2011"), 1);
    assert.ok(posting !== undefined);
    await dead.transitions.claim(posting, "POSTING", 3_600_000);
    assert.equal(await dead.due.endLeasesOf("somebody-else"), 0);
    assert.equal(await dead.due.endLeasesOf("known-dead"), 1);
    await stage.drainAll(stage.worker("alive"));
    assert.deepEqual(await stage.states("2011"), ["POSTED"]);
  });

  it("is claimed by one of two workers that saw the same row", async () => {
    const [one, two] = [stage.worker("one"), stage.worker("two")];
    await stage.enqueue("2008", ["RECEIPT_FROM_ORDER", "RECEIPT_FROM_ORDER"]);
    const [posting] = await one.due.heads("ERP1", await laneOfOrder("2008"), 1);
    assert.ok(posting !== undefined);
    const claims = await Promise.all(
      [one, two].map(async (worker) => await worker.transitions.claim(posting, "POSTING", 60_000)),
    );
    assert.equal(claims.filter((claim) => claim !== undefined).length, 1);
  });

  /** Drains until the posting was sent so often without an answer and waits for its next send. */
  async function untilPendingAgain(worker: StageWorker, orderNumber: string, sends: number): Promise<void> {
    for (let round = 0; round < 400; round++) {
      await stage.drainOnce(worker);
      const [row] = await stage.rows(orderNumber);
      const outcomes = await stage.outcomes(row?.id ?? "");
      const count = outcomes.filter((outcome) => outcome === "SEND UNKNOWN").length;
      if (row?.state === "PENDING" && count === sends) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`posting of ${orderNumber} does not wait for its next send`);
  }

  async function laneOfOrder(orderNumber: string): Promise<number> {
    const [row] = await stage.unitOfWork.read<{ lane: number }>("SELECT lane FROM il.posting WHERE order_number = $1", [
      orderNumber,
    ]);
    return row?.lane ?? -1;
  }
});
