import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { type LotDisposition, type LotKey, pathTo } from "./lot-disposition.js";

const INSERT = `
  INSERT INTO il.lot (plant_code, material_number, lot_number, disposition) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING RETURNING disposition`;

const LOCK = `
  SELECT disposition FROM il.lot WHERE plant_code = $1 AND material_number = $2 AND lot_number = $3 FOR UPDATE`;

const MOVE = `
  UPDATE il.lot SET disposition = $4, version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND material_number = $2 AND lot_number = $3`;

const RECORD = `
  INSERT INTO il.lot_disposition_change
    (id, plant_code, material_number, lot_number, from_disposition, to_disposition, reason, source_id, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Why a lot gets another disposition. */
export interface DispositionCause {
  /** What happened, such as `hold-placed` or `usage-decided`. */
  readonly reason: string;
  /** Id of the report, hold or decision. */
  readonly sourceId: string;
  readonly actor: string;
  readonly correlationId: string;
}

/** Keeps the disposition of lots, and every one they have had. */
export class LotDispositions {
  constructor(
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Makes the lot known; one that is known keeps its disposition. */
  async ensure(tx: Tx, lot: LotKey, initial: LotDisposition, cause: DispositionCause): Promise<void> {
    const rows = await tx.query(INSERT, [...keyOf(lot), initial]);
    if (rows.length > 0) await this.#record(tx, lot, null, initial, cause);
  }

  /** Undefined for a lot that nobody has reported. Locks its row. */
  async lock(tx: Tx, lot: LotKey): Promise<LotDisposition | undefined> {
    const [row] = await tx.query<{ disposition: LotDisposition }>(LOCK, keyOf(lot));
    return row?.disposition;
  }

  /**
   * Brings the lot to the disposition, through all that lie between.
   * @returns false when its present disposition does not lead there; nothing has changed then
   */
  async bring(tx: Tx, lot: LotKey, to: LotDisposition, cause: DispositionCause): Promise<boolean> {
    let from = await this.lock(tx, lot);
    const path = from === undefined ? undefined : pathTo(from, to);
    if (from === undefined || path === undefined) return false;
    for (const next of path) {
      await tx.query(MOVE, [...keyOf(lot), next]);
      await this.#record(tx, lot, from, next, cause);
      from = next;
    }
    return true;
  }

  async #record(
    tx: Tx,
    lot: LotKey,
    from: LotDisposition | null,
    to: LotDisposition,
    { reason, sourceId, actor, correlationId }: DispositionCause,
  ): Promise<void> {
    await tx.query(RECORD, [this.ids.next(), ...keyOf(lot), from, to, reason, sourceId, this.clock.now()]);
    await this.audit.append(tx, [
      {
        actor,
        action: "lot:disposition",
        resourceType: "lot",
        resourceId: `${lot.materialNumber}~${lot.lotNumber}`,
        plantCode: lot.plantCode,
        correlationId,
        ...(from === null ? {} : { before: { disposition: from } }),
        after: { disposition: to, reason, sourceId },
      },
    ]);
  }
}

const keyOf = (lot: LotKey): string[] => [lot.plantCode, lot.materialNumber, lot.lotNumber];
