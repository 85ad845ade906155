import type { DispositionCause, LotDispositions, LotKey } from "../../genealogy/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { scopeKey } from "../quality-scope.js";

/** The hold's row is shared while its new target is written, so that it cannot end meanwhile and leave one behind. */
const EXTEND = `
  WITH parent AS (
    SELECT DISTINCT t.hold_id FROM il.hold_target t
    WHERE t.plant_code = $1 AND t.key = ANY($2) AND t.ended_at IS NULL),
  hold AS (
    SELECT h.id, h.effects FROM il.quality_hold h JOIN parent p ON p.hold_id = h.id
    WHERE h.state IN ('OPEN', 'RELEASE_REQUESTED') FOR SHARE OF h)
  INSERT INTO il.hold_target (hold_id, plant_code, key, effects, is_direct)
  SELECT h.id, $1, k.key, h.effects, false FROM hold h CROSS JOIN unnest($3::text[]) k(key)
  ON CONFLICT DO NOTHING RETURNING key`;

/** Lets the holds of what goes into an order follow into what comes out of it. */
export class ExtendHolds {
  constructor(private readonly lots: LotDispositions) {}

  /**
   * In the transaction that records the lots made.
   * @param parents keys of the order and of the lots that went into it
   */
  async extend(
    tx: Tx,
    plantCode: string,
    parents: readonly string[],
    made: readonly Omit<LotKey, "plantCode">[],
    cause: DispositionCause,
  ): Promise<void> {
    if (made.length === 0 || parents.length === 0) return;
    const lots = made.map((lot) => ({ lot: { ...lot, plantCode }, key: scopeKey({ type: "LOT", ...lot }) }));
    const values = [plantCode, parents, lots.map(({ key }) => key)];
    const held = new Set((await tx.query<{ key: string }>(EXTEND, values)).map(({ key }) => key));
    for (const { lot, key } of lots) {
      if (held.has(key)) await this.lots.bring(tx, lot, "RESTRICTED", { ...cause, reason: "hold-placed" });
    }
  }
}
