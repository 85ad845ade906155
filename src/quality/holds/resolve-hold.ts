import {
  type DispositionCause,
  type LotDispositions,
  type LotKey,
  producedLots,
  walk,
} from "../../genealogy/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { EVERY_ROW } from "../../platform/security/public.js";
import { type QualityScope, scopeKey, scopeOfKey } from "../quality-scope.js";
import type { Hold } from "./hold.js";
import type { HoldTargets } from "./hold-targets.js";

type Lot = Omit<LotKey, "plantCode">;

/** A lot that was rejected, or whose use was not allowed, stays restricted when its holds have ended. */
const IS_BARRED = `
  SELECT EXISTS (
    SELECT 1 FROM il.hold_target t JOIN il.quality_hold h ON h.id = t.hold_id
    WHERE t.plant_code = $1 AND t.key = $2 AND h.state = 'REJECTED') OR coalesce((
    SELECT e.document ->> 'decision' NOT IN ('ACCEPT', 'CONCESSION') FROM il.quality_event e
    WHERE e.plant_code = $1 AND e.scope_key = $2 AND e.kind = 'USAGE_DECISION' ORDER BY e.id DESC LIMIT 1), false) AS barred`;

/** Finds what a hold reaches beyond its own scope, and restricts and frees the lots among it. */
export class ResolveHold {
  constructor(
    private readonly targets: HoldTargets,
    private readonly lots: LotDispositions,
  ) {}

  /** Adds the lots made of what is held, as deep as the plant says, and restricts all of them. */
  async reach(tx: Tx, hold: Hold, depth: number): Promise<void> {
    const first = await firstLots(tx, hold.plantCode, hold.scope);
    const lots = [...first, ...(await downstream(tx, hold.plantCode, first, depth))];
    const keys = lots.map((lot) => scopeKey({ type: "LOT", ...lot }));
    await this.targets.add(tx, hold, keys, false);
    for (const lot of lots) {
      const key = { plantCode: hold.plantCode, ...lot };
      await this.lots.ensure(tx, key, "UNRESTRICTED", causeOf(hold, "hold-placed"));
      await this.lots.bring(tx, key, "RESTRICTED", causeOf(hold, "hold-placed"));
    }
  }

  /** Frees the lots that nothing else restricts. The hold has ended in this transaction or before. */
  async free(tx: Tx, hold: Hold): Promise<void> {
    for (const { key } of await this.targets.of(tx, hold.id)) {
      const scope = scopeOfKey(key);
      if (scope.type !== "LOT") continue;
      const keys = [key, `MATERIAL:${scope.materialNumber}`];
      if (await this.targets.isHeld(tx, hold.plantCode, keys)) continue;
      const [row] = await tx.query<{ barred: boolean }>(IS_BARRED, [hold.plantCode, key]);
      if (row?.barred === true) continue;
      const { materialNumber, lotNumber } = scope;
      const lot = { plantCode: hold.plantCode, materialNumber, lotNumber };
      await this.lots.bring(tx, lot, "UNRESTRICTED", causeOf(hold, "hold-ended"));
    }
  }
}

const causeOf = ({ id, correlationId }: Hold, reason: string): DispositionCause => ({
  reason,
  sourceId: id,
  actor: "worker",
  correlationId,
});

/** Lots that the scope itself holds. */
async function firstLots(tx: Tx, plantCode: string, scope: QualityScope): Promise<Lot[]> {
  switch (scope.type) {
    case "LOT":
      return [{ materialNumber: scope.materialNumber, lotNumber: scope.lotNumber }];
    case "ORDER":
      return await producedLots(tx, plantCode, scope.orderNumber);
    case "OPERATION":
      return await producedLots(tx, plantCode, scope.orderNumber, scope.operationNumber);
    default:
      return [];
  }
}

async function downstream(tx: Tx, plantCode: string, lots: readonly Lot[], depth: number): Promise<Lot[]> {
  if (depth === 0) return [];
  const found = new Map<string, Lot>();
  for (const lot of lots) {
    const question = { ...lot, direction: "down", depth, plantCodes: [plantCode], rows: EVERY_ROW } as const;
    const { nodes } = await walk((statement, values) => tx.query(statement, values), question);
    for (const { materialNumber, lotNumber, depth: steps } of nodes) {
      // A handling unit has no material; it is held by the lots in it.
      if (steps > 0 && materialNumber !== "")
        found.set(`${materialNumber}~${lotNumber}`, { materialNumber, lotNumber });
    }
  }
  return [...found.values()];
}
