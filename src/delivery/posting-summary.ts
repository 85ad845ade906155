import type { ErpDocumentRef, PostingKind } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { PostingSummary } from "./posting.js";
import type { PostingState } from "./posting-states.js";

const COLUMNS = "id, source_id, kind, state, attempts, external_key, erp_document, problem";

/** $1: source ids */
export const SUMMARIES_BY_SOURCE = `
  SELECT ${COLUMNS} FROM il.posting WHERE source_id = ANY($1) ORDER BY seq`;

/** $1 plant, $2 order */
export const SUMMARIES_BY_ORDER = `
  SELECT ${COLUMNS} FROM il.posting WHERE plant_code = $1 AND order_number = $2 ORDER BY seq`;

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
