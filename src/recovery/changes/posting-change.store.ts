import type { PostingDocument } from "../../connectors/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import type { FieldDifference } from "./change-document.js";
import type { PostingChange, PostingChangeKind, PostingChangeState } from "./posting-change.js";

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLUMNS = `c.id, c.posting_id AS "postingId", p.plant_code AS "plantCode", p.order_number AS "orderNumber",
  p.kind AS "postingKind", c.kind, c.revision, c.before, c.after, c.differences, c.state, c.reason,
  c.proposed_by AS "proposedBy", ${utc("c.proposed_at")} AS "proposedAt", c.content_hash AS "contentHash",
  c.proposal_id AS "proposalId", a.state AS approval, c.applied_by AS "appliedBy", ${utc("c.applied_at")} AS "appliedAt"
  FROM il.posting_change c JOIN il.posting p ON p.id = c.posting_id JOIN il.approval_proposal a ON a.id = c.proposal_id`;

const LIST = `
  SELECT ${COLUMNS} WHERE ($1::text[] IS NULL OR p.plant_code = ANY($1)) AND ($2::text IS NULL OR c.state = $2)
    AND ($3::text IS NULL OR c.posting_id = $3) ORDER BY c.id DESC LIMIT $4`;
const FIND = `SELECT ${COLUMNS} WHERE c.id = $1`;
const LOCK = "SELECT id FROM il.posting_change WHERE id = $1 FOR UPDATE";

const INSERT = `
  INSERT INTO il.posting_change (id, posting_id, kind, revision, before, after, differences, reason, proposed_by,
    content_hash, proposal_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`;

const SETTLE = `
  UPDATE il.posting_change SET state = $2, applied_by = $3,
    applied_at = CASE WHEN $2 = 'APPLIED' THEN clock_timestamp() END WHERE id = $1`;

/** $1 posting */
const REVISION = `
  SELECT 1 + count(*)::int AS revision FROM il.posting_change WHERE posting_id = $1 AND kind = 'EDIT' AND state = 'APPLIED'`;

export interface NewPostingChange {
  readonly id: string;
  readonly postingId: string;
  readonly kind: PostingChangeKind;
  readonly revision: number;
  readonly before: PostingDocument;
  readonly after: PostingDocument | undefined;
  readonly differences: readonly FieldDifference[];
  readonly reason: string;
  readonly proposedBy: string;
  readonly contentHash: string;
  readonly proposalId: string;
}

/** SQL of edits and discards. The row of the ledger itself is changed by delivery. */
export class PostingChangeStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @returns false when another change of the posting is open */
  async insert(tx: Tx, change: NewPostingChange): Promise<boolean> {
    const rows = await tx.query(INSERT, [
      change.id,
      change.postingId,
      change.kind,
      change.revision,
      JSON.stringify(change.before),
      change.after === undefined ? null : JSON.stringify(change.after),
      JSON.stringify(change.differences),
      change.reason,
      change.proposedBy,
      change.contentHash,
      change.proposalId,
    ]);
    return rows.length > 0;
  }

  /** The newest first. @param state only these @param postingId only of this posting */
  async list(
    plants: PlantScope,
    state: string | undefined,
    postingId: string | undefined,
    limit: number,
  ): Promise<PostingChange[]> {
    const values = [plants === "*" ? null : plants, state ?? null, postingId ?? null, limit];
    return await this.unitOfWork.read<PostingChange>(LIST, values);
  }

  async find(id: string): Promise<PostingChange | undefined> {
    return (await this.unitOfWork.read<PostingChange>(FIND, [id]))[0];
  }

  /** The change as it is while this transaction holds its row. */
  async lock(tx: Tx, id: string): Promise<PostingChange | undefined> {
    await tx.query(LOCK, [id]);
    return (await tx.query<PostingChange>(FIND, [id]))[0];
  }

  /** Revision of a posting's document, 1 for the original; the caller holds the posting's row. */
  async revisionOf(tx: Tx, postingId: string): Promise<number> {
    return (await tx.query<{ revision: number }>(REVISION, [postingId]))[0]?.revision ?? 1;
  }

  /** @param appliedBy given exactly with APPLIED */
  async settle(tx: Tx, id: string, state: Exclude<PostingChangeState, "PROPOSED">, appliedBy?: string): Promise<void> {
    await tx.query(SETTLE, [id, state, appliedBy ?? null]);
  }
}
