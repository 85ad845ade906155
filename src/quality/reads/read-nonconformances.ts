import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";

/** Nonconformance of the contract. */
export interface NonconformanceRepresentation {
  readonly id: string;
  readonly plantCode: string;
  readonly etag: string;
}

/** Where a nonconformance has the attributes that the policy asks about. */
const ATTRIBUTES = { plantCode: "n.plant_code", state: "n.state", author: "n.raised_by" } as const;

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const GET = `
  SELECT json_strip_nulls(json_build_object(
    'id', n.id, 'plantCode', n.plant_code, 'scope', n.scope, 'severity', n.severity, 'defectCode', n.defect_code,
    'description', n.description, 'quantity', n.quantity, 'holdId', n.hold_id, 'disposition', n.disposition,
    'closingReason', n.closing_reason, 'state', n.state, 'etag', n.version::text, 'raisedBy', n.raised_by,
    'occurredAt', ${instant("n.occurred_at")}, 'recordedAt', ${instant("n.recorded_at")},
    'updatedAt', ${instant("n.updated_at")})) AS json
  FROM il.nonconformance n WHERE n.id = $1`;

/** Reads nonconformances. */
export class ReadNonconformances {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Undefined when there is none that the caller may see. */
  async get(id: string, rows: RowFilter): Promise<NonconformanceRepresentation | undefined> {
    const visible = rows(ATTRIBUTES, 2);
    const statement = `${GET} AND ${visible.sql}`;
    const found = await this.unitOfWork.read<{ json: NonconformanceRepresentation }>(statement, [
      id,
      ...visible.values,
    ]);
    return found[0]?.json;
  }
}
