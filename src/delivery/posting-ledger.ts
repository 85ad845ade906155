import { type Clock, systemClock } from "../kernel/clock.js";
import { amountOf } from "../kernel/quantity.js";
import { compare, ZERO } from "../kernel/rational.js";
import { InterlockError } from "../kernel/problem.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { AmountText } from "../connectors/public.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AggregationWindows, type WindowKey } from "./aggregation/aggregation-windows.js";
import { RepostOthers } from "./aggregation/repost-others.js";
import { type PostingPace, classifyPosting, hasWindows } from "./latency/classify-posting.js";
import { EXPEDITE } from "./latency/expedite.statement.js";
import { DEFAULT_POLICY, type DeliveryPolicy, slaMs } from "./latency/delivery-policy.js";
import type { NewPosting, PostingSummary } from "./posting.js";
import { PostingReads, type ReversiblePosting } from "./posting-reads.js";
import { PostingWriter } from "./posting-writer.js";
import { deliveryProblems } from "./problems.js";
import { type SummaryRow, SUMMARIES_BY_ORDER, SUMMARIES_BY_SOURCE, toSummary } from "./posting-summary.js";

/** Why the postings of an order cannot wait. */
export interface ExpediteCause {
  /** Kept in the audit entries. */
  readonly reason: string;
  readonly policy: DeliveryPolicy;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** The list of everything that must reach an ERP, in order. */
export class PostingLedger {
  /** Postings that wait to be put together. */
  readonly windows: AggregationWindows;
  readonly #writer: PostingWriter;
  readonly #others: RepostOthers;
  readonly #reads: PostingReads;

  constructor(
    ids: UlidFactory,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock = systemClock,
  ) {
    this.#writer = new PostingWriter(ids, audit);
    this.windows = new AggregationWindows(this.#writer, audit, clock);
    this.#reads = new PostingReads(unitOfWork);
    this.#others = new RepostOthers(this.#writer, audit, clock);
  }

  /**
   * Adds postings in the order given. The caller holds the lock of the order's row, so that inside one order the
   * sequence is the order of commits; nothing is sent before its transaction commits.
   * @param policy of the plant; without one every posting is near-real-time
   * @throws InterlockError POSTING_WITHOUT_QUANTITY
   */
  async enqueue(tx: Tx, postings: readonly NewPosting[], policy: DeliveryPolicy = DEFAULT_POLICY): Promise<void> {
    if (postings.length === 0) return;
    postings.forEach(refuseWithoutQuantity);
    const classed = postings.map((posting) => paced(posting, policy));
    await this.#enqueue(tx, classed, policy);
  }

  /**
   * Postings of a source that are or will be in the ERP, the last one first, for whoever takes them back. What still waits
   * to be put together is decided now: a reversal names the document that the ERP will have.
   */
  async takeBack(tx: Tx, key: WindowKey, sourceId: string): Promise<ReversiblePosting[]> {
    await this.windows.close(tx, key);
    return await this.#reads.reversibleOfSource(tx, sourceId);
  }

  /**
   * Adds what takes the postings of a source back, in the order given, and behind it what others have put into the same
   * documents, which the reversal takes back too.
   * @param aggregateIds of the postings that are taken back, where they have one @param sourceId whose work it is
   */
  async enqueueReversal(
    tx: Tx,
    postings: readonly NewPosting[],
    taken: { readonly sourceId: string; readonly aggregateIds: readonly string[] },
    policy: DeliveryPolicy = DEFAULT_POLICY,
  ): Promise<void> {
    await this.enqueue(tx, postings, policy);
    // The last was taken back first; in the ERP they come again as they came the first time.
    for (const id of taken.aggregateIds.toReversed()) await this.#others.run(tx, id, taken.sourceId, policy);
  }

  /**
   * Lets go what waits of an order: its window is closed, and everything that was not sent yet is real-time from now on.
   * The caller holds the lock of the order. @returns how many postings became faster
   */
  async expedite(tx: Tx, { plantCode, orderNumber }: WindowKey, cause: ExpediteCause): Promise<number> {
    await this.windows.close(tx, { plantCode, orderNumber });
    const dueAt = new Date(this.clock.now().getTime() + slaMs(cause.policy, "RT"));
    const rows = await tx.query<{ id: string }>(EXPEDITE, [plantCode, orderNumber, dueAt]);
    const { correlationId, reason, traceparent } = cause;
    const head = { actor: "worker", action: "posting:expedite", resourceType: "posting", plantCode };
    await this.audit.append(
      tx,
      rows.map(({ id }) => ({
        ...head,
        resourceId: id,
        correlationId,
        traceparent,
        reason,
        after: { latencyClass: "RT" },
      })),
    );
    return rows.length;
  }

  /** Postings of confirmations or dispatches, by source id and in sequence; sources without postings are missing. */
  async summariesBySource(sourceIds: readonly string[]): Promise<Map<string, PostingSummary[]>> {
    const bySource = new Map<string, PostingSummary[]>();
    if (sourceIds.length === 0) return bySource;
    for (const row of await this.unitOfWork.read<SummaryRow>(SUMMARIES_BY_SOURCE, [sourceIds])) {
      const summaries = bySource.get(row.source_id) ?? [];
      bySource.set(row.source_id, [...summaries, toSummary(row)]);
    }
    return bySource;
  }

  /** All postings of an order, in sequence. */
  async summariesByOrder(plantCode: string, orderNumber: string): Promise<PostingSummary[]> {
    return (await this.unitOfWork.read<SummaryRow>(SUMMARIES_BY_ORDER, [plantCode, orderNumber])).map(toSummary);
  }

  /** Everything in one statement, unless the plant lets postings wait for each other. */
  async #enqueue(tx: Tx, postings: readonly PacedPosting[], policy: DeliveryPolicy): Promise<void> {
    if (!hasWindows(policy)) return await this.#write(tx, postings);
    for (const run of runsOf(postings)) await this.#enqueueRun(tx, run);
  }

  /** Postings of one order that all wait, or that all do not. */
  async #enqueueRun(tx: Tx, run: readonly PacedPosting[]): Promise<void> {
    const [first] = run;
    if (first === undefined) return;
    const windows = run.flatMap(({ windowMs }) => windowMs ?? []);
    if (windows.length === 0) {
      await this.windows.close(tx, first);
      return await this.#write(tx, run);
    }
    const until = await this.windows.join(tx, first, Math.min(...windows));
    await this.#write(tx, run, until);
    await this.windows.closeFull(tx, first);
  }

  async #write(tx: Tx, postings: readonly PacedPosting[], windowUntil?: Date): Promise<void> {
    const slaFrom = windowUntil ?? this.clock.now();
    await this.#writer.write(
      tx,
      postings.map(({ sourceId, operationId, ...posting }) => ({
        ...posting,
        source: { sourceId, operationId },
        windowUntil,
        slaFrom,
        memberCount: 0,
      })),
    );
  }
}

/** A posting with its pace and the time that its class has. */
type PacedPosting = NewPosting & PostingPace & { readonly slaMs: number };

function paced(posting: NewPosting, policy: DeliveryPolicy): PacedPosting {
  const pace = classifyPosting(posting, policy);
  return { ...posting, ...pace, slaMs: slaMs(policy, pace.latencyClass) };
}

/** Neighbours of one order that wait or do not wait alike. */
function runsOf(postings: readonly PacedPosting[]): PacedPosting[][] {
  const runs: PacedPosting[][] = [];
  for (const posting of postings) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && isAlike(run[0], posting)) run.push(posting);
    else runs.push([posting]);
  }
  return runs;
}

const isAlike = (a: PacedPosting, b: PacedPosting): boolean =>
  a.plantCode === b.plantCode &&
  a.orderNumber === b.orderNumber &&
  (a.windowMs === undefined) === (b.windowMs === undefined);

/** An ERP books a zero movement as an error or as a document without meaning; only the end of an operation may be zero. */
function refuseWithoutQuantity({ kind, document }: NewPosting): void {
  if (kind === "ORDER_ACKNOWLEDGEMENT") return;
  const isFine =
    kind === "CONFIRMATION"
      ? document.isFinal === true || [document.yield, document.scrap, document.rework].some(isPositive)
      : (document.items ?? []).length > 0 && (document.items ?? []).every((item) => isPositive(item.quantity));
  if (isFine) return;
  throw new InterlockError(deliveryProblems.POSTING_WITHOUT_QUANTITY, {
    plantCode: document.plantCode,
    detail: `${kind} of order ${document.orderNumber} has a quantity of zero; leave the item or the posting out.`,
  });
}

function isPositive(amount: AmountText | undefined): boolean {
  return amount !== undefined && compare(amountOf(amount), ZERO) > 0;
}
