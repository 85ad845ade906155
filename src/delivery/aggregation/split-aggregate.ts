import { InterlockError } from "../../kernel/problem.js";
import type { AuditIntent, AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Posting } from "../posting.js";
import type { PostingListeners } from "../posting-listeners.js";
import { POSTING_COLUMNS, type PostingRow, toPosting } from "../posting-row.js";
import { deliveryProblems } from "../problems.js";
import { DISCARD_AGGREGATE, FREE_MEMBERS } from "./members.statement.js";

const FIND = `SELECT ${POSTING_COLUMNS} FROM il.posting p WHERE p.id = $1`;

/** Who takes an aggregate apart, and why. */
export interface SplitRequest {
  readonly postingId: string;
  /** Client id of the person. */
  readonly actor: string;
  /** Kept in the audit entries. */
  readonly reason: string;
}

/**
 * Takes an aggregate apart that the ERP refused or that was tried for too long: it is given up, and each of its members
 * goes on its own, from the place that it always had. Of 500 reports one bad one then stops itself only.
 */
export class SplitAggregate {
  constructor(
    private readonly listeners: PostingListeners,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @returns how many members go on
   * @throws InterlockError POSTING_NOT_FOUND, POSTING_NOT_AGGREGATE, POSTING_NOT_PARKED
   */
  async run(tx: Tx, { postingId, actor, reason }: SplitRequest): Promise<number> {
    const posting = await this.find(tx, postingId);
    if (posting.memberCount === 0) throw refused("POSTING_NOT_AGGREGATE", posting, "stands for itself");
    await this.listeners.listener.lock(tx, posting.plantCode, posting.orderNumber);
    const isStopped = posting.state === "PARKED" || posting.state === "DEAD";
    const given = isStopped ? await tx.query(DISCARD_AGGREGATE, [postingId, posting.state]) : [];
    if (given.length === 0) throw refused("POSTING_NOT_PARKED", posting, `is ${posting.state}`);
    const members = (await tx.query<PostingRow>(FREE_MEMBERS, [postingId])).map(toPosting);
    const head = { actor, action: "posting:split", reason };
    await this.audit.append(tx, [
      { ...entry(posting, posting.state, "DISCARDED"), ...head },
      ...members.map((member) => ({ ...entry(member, "AGGREGATED", "PENDING"), ...head })),
    ]);
    return members.length;
  }

  /** @throws InterlockError POSTING_NOT_FOUND */
  async find(tx: Tx, postingId: string): Promise<Posting> {
    const [row] = await tx.query<PostingRow>(FIND, [postingId]);
    if (row !== undefined) return toPosting(row);
    throw new InterlockError(deliveryProblems.POSTING_NOT_FOUND, { detail: `There is no posting ${postingId}.` });
  }
}

function refused(
  code: "POSTING_NOT_AGGREGATE" | "POSTING_NOT_PARKED",
  { id, plantCode }: Posting,
  is: string,
): InterlockError {
  const detail = `Posting ${id} ${is}; only aggregates that are PARKED or DEAD are taken apart.`;
  return new InterlockError(deliveryProblems[code], { plantCode, detail });
}

function entry(
  { id, plantCode, correlationId, traceparent }: Posting,
  from: string,
  to: string,
): Omit<AuditIntent, "actor" | "action"> {
  const resource = { resourceType: "posting", resourceId: id, plantCode, correlationId, traceparent };
  return { ...resource, before: { state: from }, after: { state: to } };
}
