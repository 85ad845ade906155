import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";

/** A deviation for as long as it lasts. */
export interface ReconciliationCase {
  readonly id: string;
  readonly plantCode: string;
  readonly code: string;
  readonly subject: string;
  readonly orderNumber: string | null;
  readonly authority: string;
  readonly resolution: string;
  readonly detail: string;
  readonly state: "OPEN" | "RESOLVED";
  readonly openedAt: Date;
  readonly seenAt: Date;
  readonly resolvedAt: Date | null;
}

const LIST = `
  SELECT id, plant_code AS "plantCode", code, subject, order_number AS "orderNumber", authority, resolution, detail, state,
    opened_at AS "openedAt", seen_at AS "seenAt", resolved_at AS "resolvedAt"
  FROM il.reconciliation_case
  WHERE ($1::text[] IS NULL OR plant_code = ANY($1)) AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR plant_code = $3)
  ORDER BY id DESC LIMIT $4`;

/** Reads of the cases. */
export class ReadCases {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The newest first. */
  async list(
    plants: PlantScope,
    state: string | undefined,
    plantCode: string | undefined,
    limit: number,
  ): Promise<ReconciliationCase[]> {
    const values = [plants === "*" ? null : plants, state ?? null, plantCode ?? null, limit];
    return await this.unitOfWork.read<ReconciliationCase>(LIST, values);
  }
}
