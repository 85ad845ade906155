import type { PostingDocument, PostingKind } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { PostingState } from "./posting-states.js";

/** An attempt that did not end in a document, for the timeline of its order. */
export interface PostingAttempt {
  readonly postingId: string;
  readonly kind: PostingKind;
  readonly n: number;
  readonly action: "SEND" | "PROBE";
  readonly outcome: string;
  /** RFC 3339, UTC. */
  readonly endedAt: string;
  readonly problem?: Problem;
}

/** Postings of one kind and state that still stand in their lane. */
export interface OpenPostings {
  readonly kind: PostingKind;
  readonly state: PostingState;
  readonly count: number;
}

const FAILED_ATTEMPTS = `
  SELECT json_strip_nulls(json_build_object('postingId', p.id, 'kind', p.kind, 'n', a.n, 'action', a.action,
    'outcome', a.outcome, 'endedAt', to_char(a.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'problem', a.problem)) AS attempt
  FROM il.posting p JOIN il.posting_attempt a ON a.posting_id = p.id
  WHERE p.plant_code = $1 AND p.order_number = $2 AND a.outcome NOT IN ('APPLIED', 'DUPLICATE', 'FOUND')
  ORDER BY a.ended_at, p.seq, a.n`;

const IS_OPEN = "state NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED')";

const OPEN_OF_ORDER = `
  SELECT kind, state, count(*)::int AS count FROM il.posting
  WHERE plant_code = $1 AND order_number = $2 AND ${IS_OPEN} GROUP BY kind, state ORDER BY kind, state`;

/** Plant and order are for the index; the operation alone would scan the table. */
const OPEN_OF_OPERATION = `
  SELECT EXISTS (
    SELECT 1 FROM il.posting
    WHERE plant_code = $1 AND order_number = $2 AND operation_id = $3 AND ${IS_OPEN}) AS has_open`;

/** A posting that can be taken back, or will be when it is in the ERP. */
export interface ReversiblePosting {
  readonly kind: PostingKind;
  readonly destination: string;
  readonly externalKey: string;
  readonly document: PostingDocument;
}

/** The last first: what is taken back is taken back in reverse. */
const REVERSIBLE_OF_SOURCE = `
  SELECT kind, destination, external_key AS "externalKey", document FROM il.posting
  WHERE source_id = $1 AND state NOT IN ('DISCARDED', 'AGGREGATED', 'REVERSED') ORDER BY seq DESC`;

/** What others may ask of the ledger. */
export class PostingReads {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Attempts of an order's postings that failed or stayed without an answer, oldest first. */
  async failedAttempts(plantCode: string, orderNumber: string): Promise<PostingAttempt[]> {
    const rows = await this.unitOfWork.read<{ attempt: PostingAttempt }>(FAILED_ATTEMPTS, [plantCode, orderNumber]);
    return rows.map((row) => row.attempt);
  }

  /** Postings of an order that are not in the ERP yet. */
  openOfOrder(tx: Tx, plantCode: string, orderNumber: string): Promise<OpenPostings[]> {
    return tx.query(OPEN_OF_ORDER, [plantCode, orderNumber]);
  }

  /** Postings of a confirmation that are or will be in the ERP, the last one first. */
  reversibleOfSource(tx: Tx, sourceId: string): Promise<ReversiblePosting[]> {
    return tx.query(REVERSIBLE_OF_SOURCE, [sourceId]);
  }

  /** True while a posting of the accepted work is not in the ERP yet. */
  async hasOpenOfOperation(tx: Tx, plantCode: string, orderNumber: string, operationId: string): Promise<boolean> {
    const [row] = await tx.query<{ has_open: boolean }>(OPEN_OF_OPERATION, [plantCode, orderNumber, operationId]);
    return row?.has_open === true;
  }
}
