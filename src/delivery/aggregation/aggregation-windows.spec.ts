import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { PostingDocument, PostingKind } from "../../connectors/public.js";
import { type Clock, systemClock } from "../../kernel/clock.js";
import type { ClassificationRule } from "../../plants/public.js";
import { DeliveryStage, type StageWorker } from "../delivery-stage.js";
import type { DeliveryPolicy } from "../latency/delivery-policy.js";
import { PostingLedger } from "../posting-ledger.js";
import { PostingReads } from "../posting-reads.js";
import { MEMBERS_MAX } from "./aggregation-windows.js";
import { CloseEndedWindows } from "./close-ended-windows.js";
import { SplitAggregate } from "./split-aggregate.js";

const HOUR_MS = 3_600_000;
const rule = (type: string): ClassificationRule => ({ when: { type }, class: "BATCH", windowMinutes: 30 });
const POLICY: DeliveryPolicy = {
  classification: [rule("inventory-movement.issued"), rule("operation-confirmation.partial")],
};
const REPORT = ["ISSUE_TO_ORDER", "CONFIRMATION"] as const;

/** Stands some hours ahead of the database, so that nothing that waits becomes due there by itself. */
class HandClock implements Clock {
  aheadMs = 5 * HOUR_MS;
  readonly #startedAtMs = systemClock.now().getTime();
  readonly now = (): Date => new Date(this.#startedAtMs + this.aheadMs);
  readonly monotonicMs = (): number => this.aheadMs;
}

describe("postings that wait for each other", () => {
  let stage: DeliveryStage;
  let worker: StageWorker;
  let clock: HandClock;
  let ledger: PostingLedger;
  let windows: CloseEndedWindows;

  before(async () => {
    stage = await DeliveryStage.open();
    worker = stage.worker("w1");
  });
  after(async () => {
    await stage.close();
  });
  beforeEach(() => {
    clock = new HandClock();
    ledger = new PostingLedger(stage.ids, stage.audit, stage.unitOfWork, clock);
    windows = new CloseEndedWindows(stage.unitOfWork, ledger, stage.listeners, clock);
    stage.settled.length = 0;
  });

  /** A report of one kilogram, or of what is said. @returns its source */
  async function report(
    order: string,
    kinds: readonly PostingKind[] = REPORT,
    members: Partial<PostingDocument> = {},
  ): Promise<string> {
    const sourceId = stage.ids.next();
    const quantity = { value: "0.1", unit: "KGM" };
    const postings = kinds.map((kind) => {
      const posting = stage.newPosting(
        order,
        kind,
        kind === "CONFIRMATION" ? { yield: quantity, ...members } : members,
      );
      const items = posting.document.items?.map((item) => ({ ...item, quantity }));
      return {
        ...posting,
        sourceId,
        document: items === undefined ? posting.document : { ...posting.document, items },
      };
    });
    await stage.unitOfWork.run((tx) => ledger.enqueue(tx, postings, POLICY));
    return sourceId;
  }

  async function endWindows(): Promise<void> {
    clock.aheadMs += HOUR_MS;
    while (await windows.round());
  }

  /** Kind, state and amount of each posting of an order, in sequence. */
  async function rows(order: string): Promise<string[]> {
    const found = await stage.unitOfWork.read<{ text: string }>(
      `SELECT concat_ws(' ', kind, state, coalesce(document -> 'yield' ->> 'value', document #>> '{items,0,quantity,value}'))
         AS text FROM il.posting WHERE order_number = $1 ORDER BY seq`,
      [order],
    );
    return found.map(({ text }) => text);
  }

  const waiting = async (order: string): Promise<string[]> =>
    (await rows(order)).filter((row) => !row.includes("AGGREGATED"));

  it("become one of each kind when their window ends, with the exact sum", async () => {
    for (let count = 0; count < 3; count++) await report("5001");
    await windows.round();
    await stage.drainOnce(worker);
    assert.equal((await stage.states("5001")).filter((state) => state === "PENDING").length, 6);
    await endWindows();
    assert.deepEqual(await waiting("5001"), ["ISSUE_TO_ORDER PENDING 0.3", "CONFIRMATION PENDING 0.3"]);
    await stage.drainAll(worker);
    assert.deepEqual(
      (await stage.documents("5001")).map(({ kind }) => kind),
      ["ISSUE_TO_ORDER", "CONFIRMATION"],
    );
  });

  it("show the document that carries them, and each source hears of its own", async () => {
    const sources = [await report("5002"), await report("5002")];
    await endWindows();
    await stage.drainAll(worker);
    const [document] = await stage.documents("5002");
    const summaries = await ledger.summariesBySource(sources);
    for (const source of sources) {
      assert.deepEqual(
        summaries.get(source)?.map(({ state, erpDocument }) => [state, erpDocument?.number !== undefined]),
        [
          ["AGGREGATED", true],
          ["AGGREGATED", true],
        ],
      );
    }
    assert.equal(summaries.get(sources[0] ?? "")?.[0]?.erpDocument?.number, document?.number);
    assert.deepEqual(
      stage.settled.map(({ sourceId, state }) => [sourceId, state]),
      [...sources, ...sources].map((source) => [source, "POSTED"]),
    );
  });

  it("keep the work of their source open until the document is in the ERP", async () => {
    await report("5003");
    await report("5003");
    await endWindows();
    const [member] = await stage.unitOfWork.read<{ operation_id: string }>(
      "SELECT operation_id FROM il.posting WHERE order_number = '5003' AND state = 'AGGREGATED' ORDER BY seq",
    );
    const reads = new PostingReads(stage.unitOfWork);
    const isOpen = () =>
      stage.unitOfWork.run((tx) => reads.hasOpenOfOperation(tx, "P100", "5003", member?.operation_id ?? ""));
    assert.equal(await isOpen(), true);
    await stage.drainAll(worker);
    assert.equal(await isOpen(), false);
  });

  it("are let go by whatever is faster, before it", async () => {
    await report("5004");
    await report("5004");
    await report("5004", ["CONFIRMATION"], { isFinal: true });
    assert.deepEqual(await waiting("5004"), [
      "ISSUE_TO_ORDER PENDING 0.2",
      "CONFIRMATION PENDING 0.2",
      "CONFIRMATION PENDING 0.1",
    ]);
    await stage.drainAll(worker);
    assert.equal((await stage.documents("5004")).length, 3);
  });

  it("go as they are when there is nothing to put together", async () => {
    await report("5005");
    await endWindows();
    assert.deepEqual(await rows("5005"), ["ISSUE_TO_ORDER PENDING 0.1", "CONFIRMATION PENDING 0.1"]);
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("5005"), ["POSTED", "POSTED"]);
  });

  it("are put together before the window ends once there are as many as one document may have", async () => {
    for (let count = 0; count < MEMBERS_MAX; count += 50) {
      const postings = Array.from({ length: 50 }, () => stage.newPosting("5006", "CONFIRMATION"));
      await stage.unitOfWork.run((tx) => ledger.enqueue(tx, postings, POLICY));
    }
    assert.deepEqual(await waiting("5006"), ["CONFIRMATION PENDING 5000"]);
  });

  it("leave nothing behind when the transaction that closes their window breaks", async () => {
    await report("5007");
    await report("5007");
    const untouched = await rows("5007");
    const failure = stage.unitOfWork.run(async (tx) => {
      await ledger.windows.close(tx, { plantCode: "P100", orderNumber: "5007" });
      throw new Error("killed");
    });
    await assert.rejects(failure, /killed/);
    assert.deepEqual(await rows("5007"), untouched);
    await endWindows();
    assert.equal((await waiting("5007")).length, 2);
  });

  it("are put together once when two processes close their window", async () => {
    for (let count = 0; count < 4; count++) await report("5008");
    clock.aheadMs += HOUR_MS;
    await Promise.all([windows.round(), windows.round()]);
    assert.deepEqual(await waiting("5008"), ["ISSUE_TO_ORDER PENDING 0.4", "CONFIRMATION PENDING 0.4"]);
  });

  it("go each on their own when a person takes a refused document apart, and only the bad one stops", async () => {
    await report("5009", ["ISSUE_TO_ORDER"]);
    const bad = { items: [{ materialNumber: "RM-100", quantity: { value: "1", unit: "KGM" }, lotNumber: "BAD" }] };
    await stage.unitOfWork.run((tx) => ledger.enqueue(tx, [stage.newPosting("5009", "ISSUE_TO_ORDER", bad)], POLICY));
    await stage.erp("POST", "conditions", { unknownLots: ["BAD"] });
    await endWindows();
    await stage.drainAll(worker);
    const [aggregate] = (await stage.rows("5009")).filter(({ state }) => state === "PARKED");
    const split = new SplitAggregate(stage.listeners, stage.audit);
    const request = { postingId: aggregate?.id ?? "", actor: "operator", reason: "one bad lot" };
    assert.equal(await stage.unitOfWork.run((tx) => split.run(tx, request)), 2);
    await stage.drainAll(worker);
    assert.deepEqual(await stage.states("5009"), ["POSTED", "PARKED", "DISCARDED"]);
    await assert.rejects(
      stage.unitOfWork.run((tx) => split.run(tx, request)),
      { code: "POSTING_NOT_PARKED" },
    );
    const [single] = await stage.rows("5009");
    await assert.rejects(
      stage.unitOfWork.run((tx) => split.run(tx, { ...request, postingId: single?.id ?? "" })),
      { code: "POSTING_NOT_AGGREGATE" },
    );
    await stage.erp("POST", "conditions", {});
  });

  it("are posted anew behind the reversal of one of them", async () => {
    const sources = [await report("5010"), await report("5010"), await report("5010")];
    await endWindows();
    await stage.drainAll(worker);
    const [taken = ""] = sources;
    await stage.unitOfWork.run(async (tx) => {
      const postings = await ledger.takeBack(tx, { plantCode: "P100", orderNumber: "5010" }, taken);
      const reversals = postings.map(({ document, externalKey, kind }) => ({
        ...stage.newPosting("5010", kind),
        document: { ...document, isReversal: true, reversesKey: externalKey },
      }));
      const aggregateIds = postings.flatMap(({ aggregateId }) => aggregateId ?? []);
      await ledger.enqueueReversal(tx, reversals, { sourceId: taken, aggregateIds }, POLICY);
    });
    await stage.drainAll(worker);
    assert.deepEqual((await waiting("5010")).slice(-4), [
      "CONFIRMATION POSTED 0.3",
      "ISSUE_TO_ORDER POSTED 0.3",
      "ISSUE_TO_ORDER POSTED 0.2",
      "CONFIRMATION POSTED 0.2",
    ]);
    assert.deepEqual(
      (await stage.documents("5010")).map(({ kind }) => kind),
      [...REPORT, "CONFIRMATION_CANCELLATION", "RETURN_TO_STOCK", ...REPORT],
    );
  });

  it("of a source that is taken back while they wait are decided first", async () => {
    const source = await report("5011");
    await report("5011");
    const taken = await stage.unitOfWork.run((tx) =>
      ledger.takeBack(tx, { plantCode: "P100", orderNumber: "5011" }, source),
    );
    assert.deepEqual(
      taken.map(({ kind, document }) => [kind, document.yield?.value ?? document.items?.[0]?.quantity.value]),
      [
        ["CONFIRMATION", "0.2"],
        ["ISSUE_TO_ORDER", "0.2"],
      ],
    );
  });

  it("go as they are when nobody closes their window, and what was tried is never put into another document", async () => {
    await stage.erp("POST", "conditions", { lockedOrders: ["5013"] });
    await report("5013", ["CONFIRMATION"]);
    await report("5013", ["CONFIRMATION"]);
    await report("5013", ["CONFIRMATION"]);
    await stage.makeDue();
    await stage.drainOnce(worker);
    await endWindows();
    await stage.erp("POST", "conditions", {});
    await stage.makeDue();
    await stage.drainAll(worker);
    assert.deepEqual(await rows("5013"), [
      "CONFIRMATION POSTED 0.1",
      "CONFIRMATION AGGREGATED 0.1",
      "CONFIRMATION AGGREGATED 0.1",
      "CONFIRMATION POSTED 0.2",
    ]);
  });

  it("are let go and made real-time when something of their order cannot wait", async () => {
    await report("5012");
    await report("5012");
    const cause = { reason: "critical", policy: POLICY, correlationId: "c", traceparent: "" };
    const count = await stage.unitOfWork.run((tx) =>
      ledger.expedite(tx, { plantCode: "P100", orderNumber: "5012" }, cause),
    );
    assert.equal(count, 2);
    await stage.drainAll(worker);
    const classes = await stage.unitOfWork.read(
      "SELECT DISTINCT latency_class, state FROM il.posting WHERE order_number = '5012' AND member_count > 0",
    );
    assert.deepEqual(classes, [{ latency_class: "RT", state: "POSTED" }]);
  });
});
