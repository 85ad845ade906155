import { masterDataKey, type StockBalance } from "../../../plants/public.js";
import type { MaterialLot, MaterialSubLot } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { GovernedCall } from "./governed-documents.js";
import { mapLocation } from "./map-components.js";
import { mapHandlingUnit } from "./map-handling-unit.js";
import { mapMaterialNumber } from "./map-material-number.js";
import { mapQuantity } from "./map-quantity.js";
import { mapStatus } from "./map-status.js";
import type { MappingContext } from "./mapping-context.js";
import { masterDataCall } from "./master-data-call.js";
import { sumQuantities } from "./sum-quantities.js";

/** Quantities of a lot's sub-lots, or of the lot itself when it has none → balances as of the message. */
export function mapStockBalances(lot: MaterialLot, context: MappingContext): GovernedCall[] {
  const balances = new Map<string, StockBalance>();
  for (const part of stockedParts(lot, context)) {
    for (const balance of mapPart(lot, part, context)) addTo(balances, balance, part.pointer, context);
  }
  return [...balances.values()].map((balance) => masterDataCall("stock-balance", balance, context.profile.plant));
}

type StockedPart = Omit<MaterialSubLot, "id"> & { readonly subLotId: string | undefined };

function stockedParts(lot: MaterialLot, context: MappingContext): StockedPart[] {
  if (lot.subLots.length === 0) return lot.quantity === undefined ? [] : [{ ...lot, subLotId: undefined }];
  if (lot.quantity !== undefined) reportLotQuantity(lot, context);
  return lot.subLots.map((subLot) => ({
    ...subLot,
    subLotId: subLot.id,
    status: subLot.status ?? lot.status,
    locationId: subLot.locationId ?? lot.locationId,
  }));
}

/** A handling unit stands in one status only, so its balance in the opposite status is stated to be nothing. */
function mapPart(lot: MaterialLot, part: StockedPart, context: MappingContext): StockBalance[] {
  const meaning = mapStatus(part.status, part.pointer, context);
  const quantity = mapQuantity(part.quantity, part.pointer, context);
  const handlingUnit = mapHandlingUnit(part.subLotId, part.pointer, context);
  const location = mapLocation(part.locationId, part.pointer, context);
  if (meaning === undefined || quantity === undefined) return [];
  const materialNumber = mapMaterialNumber(lot.materialNumber, context);
  const stock = { materialNumber, ...location, lotNumber: lot.id, asOf: context.header.createdAt };
  if (handlingUnit === undefined) return [{ ...stock, stockStatus: meaning.stockStatus, quantity }];
  const nothing = { value: "0", unit: quantity.unit };
  return [
    { ...stock, handlingUnit, stockStatus: meaning.stockStatus, quantity },
    { ...stock, handlingUnit, stockStatus: meaning.oppositeStockStatus, quantity: nothing },
  ];
}

/** Sub-lots that are no SSCC share the row of their lot, which then holds their sum. */
function addTo(
  balances: Map<string, StockBalance>,
  balance: StockBalance,
  pointer: string,
  context: MappingContext,
): void {
  const key = masterDataKey("stock-balance", balance);
  const present = balances.get(key);
  if (balance.handlingUnit === undefined && present === undefined) reportWholeLot(balance, pointer, context);
  const quantity =
    present === undefined
      ? balance.quantity
      : (sumQuantities(present.quantity, balance.quantity, pointer, context) ?? present.quantity);
  balances.set(key, { ...balance, quantity });
}

function reportWholeLot(balance: StockBalance, pointer: string, context: MappingContext): void {
  context.findings.add("INFO", {
    code: B2MML_PROBLEMS.B2MML_VALUE_DEFAULTED.code,
    message:
      `The file's quantity of lot ${balance.lotNumber} without an SSCC is taken as the whole ` +
      `${balance.stockStatus} balance of the lot at its location.`,
    pointer,
  });
}

function reportLotQuantity(lot: MaterialLot, context: MappingContext): void {
  context.findings.add("INFO", {
    code: B2MML_PROBLEMS.B2MML_VALUE_NOT_CARRIED.code,
    message: `The quantity of lot ${lot.id} itself is left out; the quantities of its sub-lots are taken.`,
    pointer: lot.pointer,
  });
}
