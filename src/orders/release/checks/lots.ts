import type { Finding } from "../../../kernel/finding.js";
import { lotKey } from "../../../plants/public.js";
import type { OrderRelease, ReleasedComponent } from "../../order-release.js";
import { lotObstacle } from "./lot-usability.js";
import { type PlantCheck, type PlantData, refuse } from "./release-check.js";

/** Lots that the order names are known and may be used; lot-tracked materials are ordered as such (domain §5(a) 11). */
export const checkLots: PlantCheck = (order, data) =>
  order.components.flatMap((component, index) => {
    const pointer = `/components/${index}`;
    return [
      ...checkTracking(component, pointer, data),
      ...namedLots(component, pointer).flatMap((named) => checkLot(named, component.materialNumber, order, data)),
    ];
  });

interface NamedLot {
  readonly lotNumber: string;
  readonly pointer: string;
}

function namedLots(component: ReleasedComponent, pointer: string): NamedLot[] {
  return [
    ...(component.lotNumber === undefined ? [] : [{ lotNumber: component.lotNumber, pointer: `${pointer}/lotNumber` }]),
    ...(component.allocatedLots ?? []).map(({ lotNumber }, place) => ({
      lotNumber,
      pointer: `${pointer}/allocatedLots/${place}/lotNumber`,
    })),
  ];
}

/** Its issues would be refused without a lot, so the MES must be told to report one. By-products get their lot when made. */
function checkTracking(component: ReleasedComponent, pointer: string, { records }: PlantData): Finding[] {
  const isTracked = records.find("material", component.materialNumber)?.lotTracked === true;
  if (
    !isTracked ||
    component.lotRequired === true ||
    component.isByProduct === true ||
    component.lotNumber !== undefined
  )
    return [];
  const message = `Material ${component.materialNumber} of line ${component.componentLine} is lot-tracked, but the line does not require lots.`;
  return [
    refuse(
      "LOT_REQUIRED",
      `${pointer}/lotRequired`,
      message,
      "Release the line with lotRequired true, or name its lot.",
    ),
  ];
}

function checkLot(
  { lotNumber, pointer }: NamedLot,
  materialNumber: string,
  order: OrderRelease,
  { records }: PlantData,
): Finding[] {
  const lot = records.find("lot", lotKey(materialNumber, lotNumber));
  if (lot === undefined) {
    const message = `Lot ${lotNumber} of ${materialNumber} is not known.`;
    return [refuse("LOT_UNKNOWN", pointer, message, `Send master data lot ${lotKey(materialNumber, lotNumber)}.`)];
  }
  const obstacle = lotObstacle(lot, order.plannedStart);
  if (obstacle === undefined) return [];
  const message = `Lot ${lotNumber} of ${materialNumber} ${obstacle}.`;
  return [refuse("LOT_RESTRICTED", pointer, message, "Allocate another lot, or release this one.")];
}
