import { InterlockError } from "../kernel/problem.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { Posting } from "./posting.js";
import { POSTING_COLUMNS, type PostingRow, toPosting } from "./posting-row.js";
import type { PostingTransitions } from "./posting-transitions.js";
import { deliveryProblems } from "./problems.js";

const FIND = `SELECT ${POSTING_COLUMNS} FROM il.posting p WHERE p.id = $1 FOR UPDATE`;

/** A person lets a parked or dead posting go again, after mending the cause in the ERP or the plant. */
export class ReleaseParkedPosting {
  constructor(private readonly transitions: PostingTransitions) {}

  /**
   * @param actor client id of the person.
   * @param reason kept in the audit entry.
   * @throws InterlockError POSTING_NOT_FOUND, POSTING_NOT_PARKED
   */
  async run(tx: Tx, postingId: string, actor: string, reason: string): Promise<Posting> {
    const [row] = await tx.query<PostingRow>(FIND, [postingId]);
    if (row === undefined) {
      throw new InterlockError(deliveryProblems.POSTING_NOT_FOUND, { detail: `There is no posting ${postingId}.` });
    }
    const posting = toPosting(row);
    const isStopped = posting.state === "PARKED" || posting.state === "DEAD";
    const released = isStopped ? await this.transitions.release(tx, posting, actor, reason) : undefined;
    if (released !== undefined) return released;
    throw new InterlockError(deliveryProblems.POSTING_NOT_PARKED, {
      plantCode: posting.plantCode,
      detail: `Posting ${postingId} is ${posting.state}; only PARKED and DEAD postings are released.`,
    });
  }
}
