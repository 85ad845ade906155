import type { Finding } from "../../../kernel/finding.js";
import type { SqlSource } from "../../../plants/public.js";
import { qualityProblems, type QualityScope, scopeKey } from "../../../quality/public.js";
import type { OrderRelease } from "../../order-release.js";
import { refuse } from "./release-check.js";

/** A hold with the effect RELEASE that reaches something the order needs. */
export interface ReleaseHold {
  readonly holdId: string;
  /** Key of the scope that it holds. */
  readonly key: string;
}

const HOLDS = `
  SELECT t.hold_id AS "holdId", t.key FROM il.hold_target t
  WHERE t.plant_code = $1 AND t.key = ANY($2) AND t.ended_at IS NULL AND 'RELEASE' = ANY(t.effects)
  ORDER BY t.key, t.hold_id`;

/** What the order needs, each with its place in the order. */
function needs(order: OrderRelease): ReadonlyMap<string, string> {
  const { orderNumber, material, operations, components, lotNumber } = order;
  const named: [scope: QualityScope, pointer: string][] = [
    [{ type: "ORDER", orderNumber }, ""],
    [{ type: "MATERIAL", materialNumber: material.number }, "/material/number"],
  ];
  if (lotNumber !== undefined) named.push([{ type: "LOT", materialNumber: material.number, lotNumber }, "/lotNumber"]);
  operations.forEach(({ operationNumber, workCenterCode }, index) => {
    named.push([{ type: "OPERATION", orderNumber, operationNumber }, `/operations/${index}/operationNumber`]);
    named.push([{ type: "WORK_CENTER", workCenterCode }, `/operations/${index}/workCenterCode`]);
  });
  components.forEach(({ materialNumber, lotNumber: lot, allocatedLots = [] }, index) => {
    const pointer = `/components/${index}`;
    named.push([{ type: "MATERIAL", materialNumber }, `${pointer}/materialNumber`]);
    if (lot !== undefined) named.push([{ type: "LOT", materialNumber, lotNumber: lot }, `${pointer}/lotNumber`]);
    allocatedLots.forEach((allocated, place) => {
      const scope = { type: "LOT", materialNumber, lotNumber: allocated.lotNumber } as const;
      named.push([scope, `${pointer}/allocatedLots/${place}/lotNumber`]);
    });
  });
  return new Map(named.toReversed().map(([scope, pointer]) => [scopeKey(scope), pointer]));
}

export function readReleaseHolds(source: SqlSource, order: OrderRelease): Promise<ReleaseHold[]> {
  const values = [order.plantCode, [...needs(order).keys()]];
  return "read" in source ? source.read(HOLDS, values) : source.query(HOLDS, values);
}

/** No hold keeps the order, or what it needs, from being released (domain §5(a) 11). */
export function checkHolds(order: OrderRelease, holds: readonly ReleaseHold[]): Finding[] {
  const pointers = needs(order);
  return holds.map(({ holdId, key }) => {
    const message = `Hold ${holdId} on ${key.replace(":", " ")} keeps the order from being released.`;
    const fix = "Have quality release the hold, or release the order with something else.";
    return refuse(qualityProblems.HOLD_BLOCKS_RELEASE.code, pointers.get(key) ?? "", message, fix);
  });
}
