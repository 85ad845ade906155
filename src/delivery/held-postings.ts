import type { Problem, ProblemDefinition } from "../kernel/problem.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { IS_POSTING_HELD, qualityProblems } from "../quality/public.js";
import { ownProblem } from "./foreign-problem.js";
import type { Posting } from "./posting.js";
import { POSTING_COLUMNS, type PostingRow, toPosting } from "./posting-row.js";
import { OUT_OF_THE_LANE } from "./posting-states.js";

/**
 * Targets of holds that keep the posting back, shared until the end of the transaction: a hold that ends meanwhile waits,
 * finds the posting blocked and lets it go. $1 posting
 */
const HOLDS_OF_POSTING = `
  SELECT DISTINCT hold_id FROM (
    SELECT t.hold_id FROM il.posting p JOIN il.hold_target t ON t.plant_code = p.plant_code
      AND t.key = ANY(il.posting_hold_keys(p.order_number, p.document)) AND il.hold_effect_of(p.kind) = ANY(t.effects)
    WHERE p.id = $1 AND t.ended_at IS NULL AND (p.document ->> 'isReversal') IS DISTINCT FROM 'true'
    FOR SHARE OF t) held ORDER BY hold_id`;

const HELD_OF_PLANT = `
  SELECT ${POSTING_COLUMNS} FROM il.posting p
  WHERE p.plant_code = $1 AND p.state = 'PENDING' AND p.state NOT IN ${OUT_OF_THE_LANE} AND ${IS_POSTING_HELD}
  ORDER BY p.seq`;

/** $1 id, $2 expected attempts, $3 problem */
const BLOCK = `
  UPDATE il.posting SET state = 'BLOCKED_BY_HOLD', problem = $3, updated_at = clock_timestamp()
  WHERE id = $1 AND state = 'PENDING' AND attempts = $2 RETURNING id`;

const UNBLOCK = `
  UPDATE il.posting p SET state = 'PENDING', problem = NULL, next_at = clock_timestamp(), updated_at = clock_timestamp()
  WHERE p.plant_code = $1 AND p.state = 'BLOCKED_BY_HOLD' AND p.state NOT IN ${OUT_OF_THE_LANE} AND NOT (${IS_POSTING_HELD})
  RETURNING ${POSTING_COLUMNS}`;

const PROBLEMS: Readonly<Record<string, ProblemDefinition>> = {
  ISSUE_TO_ORDER: qualityProblems.HOLD_BLOCKS_ISSUE,
  RECEIPT_FROM_ORDER: qualityProblems.HOLD_BLOCKS_RECEIPT,
  BYPRODUCT_RECEIPT: qualityProblems.HOLD_BLOCKS_RECEIPT,
};

/** Keeps postings back that a hold forbids, and lets them go in their sequence when it has ended. */
export class HeldPostings {
  constructor(private readonly audit: AuditLog) {}

  /** PENDING → BLOCKED_BY_HOLD, when a hold in force keeps the posting back. @returns whether it did */
  async block(tx: Tx, posting: Posting): Promise<boolean> {
    const holds = await tx.query<{ hold_id: string }>(HOLDS_OF_POSTING, [posting.id]);
    if (holds.length === 0) return false;
    const problem = heldProblem(
      posting,
      holds.map((hold) => hold.hold_id),
    );
    const blocked = await tx.query(BLOCK, [posting.id, posting.attempts, JSON.stringify(problem)]);
    if (blocked.length > 0) await this.#record(tx, posting, "BLOCKED_BY_HOLD");
    return blocked.length > 0;
  }

  /** Blocks what waits in the lanes of a plant; what is on its way to the ERP arrives there. @returns how many */
  async blockAll(tx: Tx, plantCode: string): Promise<number> {
    const waiting = (await tx.query<PostingRow>(HELD_OF_PLANT, [plantCode])).map(toPosting);
    let count = 0;
    for (const posting of waiting) if (await this.block(tx, posting)) count++;
    return count;
  }

  /** Lets go what no hold keeps back any more. Its place in its lane is the one it always had. @returns how many */
  async release(tx: Tx, plantCode: string): Promise<number> {
    const released = (await tx.query<PostingRow>(UNBLOCK, [plantCode])).map(toPosting);
    for (const posting of released) await this.#record(tx, { ...posting, state: "BLOCKED_BY_HOLD" }, "PENDING");
    return released.length;
  }

  async #record(tx: Tx, before: Posting, state: "BLOCKED_BY_HOLD" | "PENDING"): Promise<void> {
    const { id, plantCode, correlationId, traceparent } = before;
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: "posting:move",
        resourceType: "posting",
        resourceId: id,
        plantCode,
        correlationId,
        traceparent,
        before: { state: before.state },
        after: { state },
      },
    ]);
  }
}

function heldProblem(posting: Posting, holdIds: readonly string[]): Problem {
  const definition = PROBLEMS[posting.kind] ?? qualityProblems.HOLD_BLOCKS_SHIPMENT;
  const holds = holdIds.length === 1 ? `hold ${holdIds[0]}` : `holds ${holdIds.join(", ")}`;
  return ownProblem(posting, definition, `Kept back by ${holds}; it is sent when they have ended.`);
}
