import type { ErpDocumentRef, PostingDocument, PostingKind } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { LatencyClass } from "../platform/messaging/cloud-event.js";
import type { Posting } from "./posting.js";
import type { PostingState } from "./posting-states.js";

/** The columns of il.posting as alias `p` that make a Posting. */
export const POSTING_COLUMNS = `p.id, p.seq::text, p.plant_code, p.order_number, p.destination, p.lane, p.kind, p.source_id,
  p.operation_id, p.document, p.external_key, p.state, p.attempts, p.worker, p.problem, p.erp_document,
  p.correlation_id, p.traceparent, p.updated_at, p.latency_class, p.member_count,
  extract(epoch FROM clock_timestamp() - p.retry_since)::float8 * 1000 AS retry_age_ms,
  EXISTS (SELECT 1 FROM il.posting_attempt a
    WHERE a.posting_id = p.id AND a.action = 'SEND' AND a.outcome IN ('UNKNOWN', 'ABANDONED')) AS was_ambiguous`;

/** What POSTING_COLUMNS returns. */
export interface PostingRow {
  readonly id: string;
  readonly seq: string;
  readonly plant_code: string;
  readonly order_number: string;
  readonly destination: string;
  readonly lane: number;
  readonly kind: PostingKind;
  readonly source_id: string;
  readonly operation_id: string;
  readonly document: PostingDocument;
  readonly external_key: string;
  readonly state: PostingState;
  readonly attempts: number;
  readonly worker: string | null;
  readonly problem: Problem | null;
  readonly erp_document: ErpDocumentRef | null;
  readonly correlation_id: string;
  readonly traceparent: string;
  readonly updated_at: Date;
  readonly retry_age_ms: number | null;
  readonly was_ambiguous: boolean;
  readonly latency_class: LatencyClass;
  readonly member_count: number;
}

export function toPosting(row: PostingRow): Posting {
  return {
    id: row.id,
    seq: Number(row.seq),
    plantCode: row.plant_code,
    orderNumber: row.order_number,
    destination: row.destination,
    lane: row.lane,
    kind: row.kind,
    sourceId: row.source_id,
    operationId: row.operation_id,
    document: row.document,
    externalKey: row.external_key,
    state: row.state,
    attempts: row.attempts,
    worker: row.worker ?? undefined,
    problem: row.problem ?? undefined,
    erpDocument: row.erp_document ?? undefined,
    correlationId: row.correlation_id,
    traceparent: row.traceparent,
    updatedAt: row.updated_at,
    retryAgeMs: row.retry_age_ms ?? undefined,
    wasAmbiguous: row.was_ambiguous,
    latencyClass: row.latency_class,
    memberCount: row.member_count,
  };
}
