import type { ErpDocumentRef, PostingKind } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { PostingSummary } from "./posting.js";
import type { PostingState } from "./posting-states.js";

/** What was put together with others shows what has become of the posting that carries it. */
const COLUMNS = `p.id, p.source_id, p.kind, p.state, p.attempts + coalesce(a.attempts, 0) AS attempts,
  coalesce(a.external_key, p.external_key) AS external_key, coalesce(a.erp_document, p.erp_document) AS erp_document,
  coalesce(a.problem, p.problem) AS problem`;
const POSTINGS = "il.posting p LEFT JOIN il.posting a ON a.id = p.aggregated_into";

/** $1: source ids */
export const SUMMARIES_BY_SOURCE = `
  SELECT ${COLUMNS} FROM ${POSTINGS} WHERE p.source_id = ANY($1) ORDER BY p.seq`;

/** $1 plant, $2 order */
export const SUMMARIES_BY_ORDER = `
  SELECT ${COLUMNS} FROM ${POSTINGS} WHERE p.plant_code = $1 AND p.order_number = $2 ORDER BY p.seq`;

export interface SummaryRow {
  readonly id: string;
  readonly source_id: string;
  readonly kind: PostingKind;
  readonly state: PostingState;
  readonly attempts: number;
  readonly external_key: string;
  readonly erp_document: ErpDocumentRef | null;
  readonly problem: Problem | null;
}

export function toSummary(row: SummaryRow): PostingSummary {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    externalKey: row.external_key,
    ...(row.erp_document === null ? {} : { erpDocument: row.erp_document }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  };
}
