/** Part of the ERP simulator: conditions of the business that make a real ERP refuse, and its words for them. */
import type { ErpRefusal } from "./erp-document.js";

/** Lists of what is out of order at present; all empty at start. `POST /simulator/conditions` replaces the lists it names. */
export interface Conditions {
  readonly closedOrders: readonly string[];
  readonly lockedOrders: readonly string[];
  readonly unreleasedOrders: readonly string[];
  /** Months, YYYY-MM. */
  readonly closedPeriods: readonly string[];
  readonly shortMaterials: readonly string[];
  readonly unknownMaterials: readonly string[];
  readonly lockedMaterials: readonly string[];
  readonly unknownLots: readonly string[];
  readonly restrictedLots: readonly string[];
  readonly missingStorageLocations: readonly string[];
  readonly inconvertibleUnits: readonly string[];
  readonly unauthorisedPlants: readonly string[];
}

export const NO_CONDITIONS: Conditions = {
  closedOrders: [],
  lockedOrders: [],
  unreleasedOrders: [],
  closedPeriods: [],
  shortMaterials: [],
  unknownMaterials: [],
  lockedMaterials: [],
  unknownLots: [],
  restrictedLots: [],
  missingStorageLocations: [],
  inconvertibleUnits: [],
  unauthorisedPlants: [],
};

/** What a posting touches. */
export interface Touched {
  readonly orderNumber: string;
  readonly plant: string;
  readonly postingDate: string;
  readonly items: readonly {
    readonly material: string;
    readonly lot: string;
    readonly storageLocation: string;
    readonly unit: string;
  }[];
}

export function findRefusal(conditions: Conditions, touched: Touched): ErpRefusal | undefined {
  const { orderNumber, plant, postingDate, items } = touched;
  const period = postingDate.slice(0, 7);
  const first = (list: readonly string[], pick: (item: Touched["items"][number]) => string): string | undefined =>
    items.map(pick).find((value) => list.includes(value));
  const found = (value: string | undefined, code: string, text: (value: string) => string): ErpRefusal | undefined =>
    value === undefined ? undefined : { code, text: text(value) };
  const is = (list: readonly string[], value: string): string | undefined => (list.includes(value) ? value : undefined);
  return (
    found(
      is(conditions.unauthorisedPlants, plant),
      "M7/120",
      (it) => `You have no authorization for this transaction in plant ${it}`,
    ) ??
    found(
      is(conditions.closedOrders, orderNumber),
      "RU/494",
      (it) => `Order ${it} is closed; no confirmation or movement is possible`,
    ) ??
    found(is(conditions.unreleasedOrders, orderNumber), "RU/012", (it) => `Order ${it} is not released`) ??
    found(
      is(conditions.lockedOrders, orderNumber),
      "CO/469",
      (it) => `Order ${it} is already being processed by another user`,
    ) ??
    found(
      is(conditions.closedPeriods, period),
      "M7/053",
      (it) => `Posting only possible in open periods; ${it} is closed`,
    ) ??
    found(
      first(conditions.unknownMaterials, (item) => item.material),
      "M3/305",
      (it) => `Material ${it} does not exist`,
    ) ??
    found(
      first(conditions.lockedMaterials, (item) => item.material),
      "M3/897",
      (it) => `Plant data of material ${it} is locked by another user`,
    ) ??
    found(
      first(conditions.missingStorageLocations, (item) => item.storageLocation),
      "M7/018",
      (it) => `Storage location ${it} is not maintained for the material`,
    ) ??
    found(
      first(conditions.inconvertibleUnits, (item) => item.unit),
      "M7/305",
      (it) => `Unit ${it} cannot be converted to the base unit`,
    ) ??
    found(
      first(conditions.unknownLots, (item) => item.lot),
      "M7/042",
      (it) => `Batch ${it} does not exist`,
    ) ??
    found(
      first(conditions.restrictedLots, (item) => item.lot),
      "M7/178",
      (it) => `Batch ${it} is restricted`,
    ) ??
    found(
      first(conditions.shortMaterials, (item) => item.material),
      "M7/021",
      (it) => `Deficit of unrestricted stock of material ${it}`,
    )
  );
}
