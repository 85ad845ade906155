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

/**
 * Plant and order are for the index; the operation alone would scan the table. What was put together with others is open
 * as long as the posting that carries it.
 */
const OPEN_OF_OPERATION = `
  SELECT EXISTS (
    SELECT 1 FROM il.posting p LEFT JOIN il.posting a ON a.id = p.aggregated_into
    WHERE p.plant_code = $1 AND p.order_number = $2 AND p.operation_id = $3
      AND coalesce(a.state, p.state) NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED')) AS has_open`;

/** A posting that can be taken back, or will be when it is in the ERP. */
export interface ReversiblePosting {
  readonly kind: PostingKind;
  readonly destination: string;
  readonly externalKey: string;
  /** What the ERP has or will have: the document of the aggregate, where it was put together with others. */
  readonly document: PostingDocument;
  /** The aggregate that carries it; what others have put into it must be posted anew behind the reversal. */
  readonly aggregateId?: string;
}

/** The last first: what is taken back is taken back in reverse. */
const REVERSIBLE_OF_SOURCE = `
  SELECT p.kind, p.destination, coalesce(a.external_key, p.external_key) AS "externalKey",
    coalesce(a.document, p.document) AS document, a.id AS "aggregateId"
  FROM il.posting p LEFT JOIN il.posting a ON a.id = p.aggregated_into
  WHERE p.source_id = $1 AND coalesce(a.state, p.state) NOT IN ('DISCARDED', 'AGGREGATED', 'REVERSED')
  ORDER BY coalesce(a.seq, p.seq) DESC`;

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
  async reversibleOfSource(tx: Tx, sourceId: string): Promise<ReversiblePosting[]> {
    type Row = Omit<ReversiblePosting, "aggregateId"> & { readonly aggregateId: string | null };
    const rows = await tx.query<Row>(REVERSIBLE_OF_SOURCE, [sourceId]);
    return rows.map(({ aggregateId, ...row }) => (aggregateId === null ? row : { ...row, aggregateId }));
  }

  /** True while a posting of the accepted work is not in the ERP yet. */
  async hasOpenOfOperation(tx: Tx, plantCode: string, orderNumber: string, operationId: string): Promise<boolean> {
    const [row] = await tx.query<{ has_open: boolean }>(OPEN_OF_OPERATION, [plantCode, orderNumber, operationId]);
    return row?.has_open === true;
  }
}
