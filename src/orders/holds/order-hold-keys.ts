import { producedLots } from "../../genealogy/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { scopeKey } from "../../quality/public.js";
import type { LockedOrder, OrderOperation } from "../order-lock.js";

/** Keys under which a hold may reach an order: itself, its operations and their work centres, what it makes. */
export async function orderHoldKeys(
  tx: Tx,
  order: LockedOrder,
  operations: readonly OrderOperation[],
): Promise<string[]> {
  const { plantCode, orderNumber, document } = order;
  const materialNumber = document.material.number;
  const named = document.lotNumber === undefined ? [] : [{ materialNumber, lotNumber: document.lotNumber }];
  const lots = [...named, ...(await producedLots(tx, plantCode, orderNumber))];
  const workCenters = new Set(operations.map(({ workCenterCode }) => workCenterCode));
  return [
    scopeKey({ type: "ORDER", orderNumber }),
    scopeKey({ type: "MATERIAL", materialNumber }),
    ...operations.map(({ operationNumber }) => scopeKey({ type: "OPERATION", orderNumber, operationNumber })),
    ...[...workCenters].map((workCenterCode) => scopeKey({ type: "WORK_CENTER", workCenterCode })),
    ...lots.map((lot) => scopeKey({ type: "LOT", ...lot })),
  ];
}
