import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";
import { scopeOfKey } from "../quality-scope.js";

/** Which holds a list shows. */
export interface HoldFilter {
  readonly rows: RowFilter;
  readonly plantCodes?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  /** Keys of the scopes that a hold must reach. */
  readonly keys?: readonly string[] | undefined;
  /** RFC 3339, inclusive. */
  readonly updatedSince?: Date | undefined;
}

/** QualityHold of the contract, and the version of its entity tag. */
export interface HoldRepresentation {
  readonly id: string;
  readonly plantCode: string;
  readonly etag: string;
  readonly targets: readonly object[];
}

/** Where a hold has the attributes that the policy asks about. */
export const HOLD_ATTRIBUTES = { plantCode: "h.plant_code", state: "h.state", author: "h.placed_by" } as const;

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const TARGETS_MAX = 500;

const JSON_OF_HOLD = `json_strip_nulls(json_build_object(
  'id', h.id, 'plantCode', h.plant_code, 'scope', h.scope, 'severity', h.severity, 'effects', h.effects,
  'reasonCode', h.reason_code, 'comment', h.document -> 'comment', 'state', h.state, 'etag', h.version::text,
  'placedBy', h.placed_by, 'requestedBy', h.requested_by, 'requestReason', h.request_reason, 'approvalId', h.proposal_id,
  'decidedBy', h.decided_by, 'decidedAt', ${instant("h.decided_at")}, 'decisionReason', h.decision_reason,
  'disposition', h.disposition, 'expiresAt', ${instant("h.expires_at")}, 'targets', (
    SELECT coalesce(json_agg(json_build_object('key', t.key, 'isDirect', t.is_direct, 'endedAt', ${instant("t.ended_at")})
      ORDER BY t.is_direct DESC, t.key), '[]')
    FROM (SELECT * FROM il.hold_target t WHERE t.hold_id = h.id ORDER BY t.is_direct DESC, t.key LIMIT ${TARGETS_MAX}) t),
  'occurredAt', ${instant("h.occurred_at")}, 'recordedAt', ${instant("h.recorded_at")},
  'updatedAt', ${instant("h.updated_at")}))`;

const GET = `SELECT ${JSON_OF_HOLD} AS json FROM il.quality_hold h WHERE h.id = $1`;

const list = (visible: string): string => `
  SELECT ${JSON_OF_HOLD} AS json FROM il.quality_hold h
  WHERE ($1::text[] IS NULL OR h.plant_code = ANY($1)) AND ($2::text[] IS NULL OR h.state = ANY($2))
    AND ($3::text[] IS NULL OR EXISTS (SELECT 1 FROM il.hold_target t WHERE t.hold_id = h.id AND t.key = ANY($3)))
    AND ($4::timestamptz IS NULL OR h.updated_at >= $4) AND ($5::text IS NULL OR h.id > $5) AND ${visible}
  ORDER BY h.id LIMIT $6`;

interface StoredTarget {
  readonly key: string;
  readonly isDirect: boolean;
  readonly endedAt?: string;
}

type Stored = Omit<HoldRepresentation, "targets"> & { readonly targets: readonly StoredTarget[] };

/** Reads holds with what they reach. */
export class ReadHolds {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Undefined when there is none that the caller may see. */
  async get(id: string, rows: RowFilter): Promise<HoldRepresentation | undefined> {
    const visible = rows(HOLD_ATTRIBUTES, 2);
    const found = await this.unitOfWork.read<{ json: Stored }>(`${GET} AND ${visible.sql}`, [id, ...visible.values]);
    return found.map(({ json }) => toRepresentation(json))[0];
  }

  /** Oldest first. @param after id of the last hold of the page before */
  async list(filter: HoldFilter, limit: number, after: string | undefined): Promise<HoldRepresentation[]> {
    const { rows, plantCodes, states, keys, updatedSince } = filter;
    const visible = rows(HOLD_ATTRIBUTES, 7);
    const values = [plantCodes ?? null, states ?? null, keys ?? null, updatedSince ?? null, after ?? null, limit];
    const found = await this.unitOfWork.read<{ json: Stored }>(list(visible.sql), [...values, ...visible.values]);
    return found.map(({ json }) => toRepresentation(json));
  }
}

function toRepresentation({ targets, ...hold }: Stored): HoldRepresentation {
  return { ...hold, targets: targets.map(({ key, ...target }) => ({ scope: scopeOfKey(key), ...target })) };
}
