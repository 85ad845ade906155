import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";

/** Which entries of the record a list shows. */
export interface QualityEventFilter {
  readonly rows: RowFilter;
  readonly plantCodes?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Keys of the scopes that an entry may be about. */
  readonly keys?: readonly string[] | undefined;
  readonly updatedSince?: Date | undefined;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** QualityEvent of the contract. What a hold or a nonconformance says stands in the request that made the entry. */
const JSON_OF_EVENT = `json_strip_nulls(json_build_object(
  'id', e.id, 'kind', e.kind, 'plantCode', e.plant_code, 'scope', e.scope, 'severity', e.severity,
  'hold', CASE WHEN h.id IS NOT NULL THEN json_build_object('id', h.id, 'effects', h.effects, 'reasonCode', h.reason_code,
    'expiresAt', ${instant("h.expires_at")}) END,
  'nonconformanceId', e.nonconformance_id, 'characteristics', e.document -> 'characteristics',
  'decision', CASE WHEN e.kind = 'USAGE_DECISION' THEN e.document -> 'decision' END,
  'dispositionTo', CASE WHEN e.kind = 'USAGE_DECISION' THEN e.document -> 'dispositionTo' END,
  'decidedBy', coalesce(e.document -> 'decidedBy', e.document -> 'inspectedBy'),
  'comment', coalesce(e.document -> 'comment', e.document -> 'description', e.document -> 'reason'),
  'recordedBy', e.client_id, 'occurredAt', ${instant("e.occurred_at")}, 'recordedAt', ${instant("e.recorded_at")}))`;

const list = (visible: string): string => `
  SELECT e.id, ${JSON_OF_EVENT} AS json FROM il.quality_event e LEFT JOIN il.quality_hold h ON h.id = e.hold_id
  WHERE ($1::text[] IS NULL OR e.plant_code = ANY($1)) AND ($2::text[] IS NULL OR e.kind = ANY($2))
    AND ($3::text[] IS NULL OR e.scope_key = ANY($3)) AND ($4::timestamptz IS NULL OR e.recorded_at >= $4)
    AND ($5::text IS NULL OR e.id > $5) AND ${visible}
  ORDER BY e.id LIMIT $6`;

/** Reads the quality record. */
export class ReadQualityEvents {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Oldest first. @param after id of the last entry of the page before */
  async list(
    filter: QualityEventFilter,
    limit: number,
    after: string | undefined,
  ): Promise<{ readonly id: string; readonly json: object }[]> {
    const { rows, plantCodes, kinds, keys, updatedSince } = filter;
    const visible = rows({ plantCode: "e.plant_code", state: "NULL::text", author: "e.client_id" }, 7);
    const values = [plantCodes ?? null, kinds ?? null, keys ?? null, updatedSince ?? null, after ?? null, limit];
    return await this.unitOfWork.read(list(visible.sql), [...values, ...visible.values]);
  }
}
