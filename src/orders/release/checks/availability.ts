import type { Finding } from "../../../kernel/finding.js";
import { type Quantity, QUANTITY_SCALE } from "../../../kernel/quantity.js";
import { type Rational, ZERO, compare, formatRounded, subtract } from "../../../kernel/rational.js";
import { type Material, lotKey } from "../../../plants/public.js";
import type { OrderRelease, ReleasedComponent } from "../../order-release.js";
import { lotObstacle } from "./lot-usability.js";
import { type PlantCheck, type PlantData, refuse, warn } from "./release-check.js";
import { type StockBucket, type StockNeed, StockPool } from "./stock-pool.js";

/** A component line and where it stands in the order. */
interface Line {
  readonly component: ReleasedComponent;
  readonly index: number;
}

/**
 * Unrestricted stock minus what validated orders have reserved covers every component line (domain §5(a) 10). Lines of
 * one material share its stock; the ones that are bound to a lot or a place choose first.
 */
export const checkAvailability: PlantCheck = (order, data, now) => {
  const lines = order.components
    .map((component, index) => ({ component, index }))
    .filter(({ component }) => component.isByProduct !== true);
  const numbers = [...new Set(lines.map(({ component }) => component.materialNumber))];
  return numbers.flatMap((number) => {
    const material = data.records.find("material", number);
    // An unknown material has no stock to compare; the material check refuses it under every policy.
    if (material === undefined) return [];
    const ofMaterial = lines.filter(({ component }) => component.materialNumber === number);
    return [...checkMaterial(order, material, ofMaterial, data), ...checkAge(material, ofMaterial, data, now)];
  });
};

function checkMaterial(order: OrderRelease, material: Material, lines: readonly Line[], data: PlantData): Finding[] {
  const inBaseUnit = (quantity: Quantity): Rational | undefined =>
    data.materialUnits.convert(quantity, material.baseUnit, material.number);
  const { buckets, findings } = usableStock(order, material, lines, data, inBaseUnit);
  const pool = new StockPool(buckets);
  for (const reservation of reservations(material, data, inBaseUnit)) pool.take(reservation);
  const bySpecificity = lines.toSorted((a, b) => freedom(a.component) - freedom(b.component) || a.index - b.index);
  const shortages = bySpecificity.flatMap((line) => checkLine(line, material, pool, data, inBaseUnit));
  return [...findings, ...shortages];
}

type InBaseUnit = (quantity: Quantity) => Rational | undefined;

/** Stock in lots that may be consumed; what cannot be counted is said, for it may be the reason of a shortage. */
function usableStock(
  order: OrderRelease,
  material: Material,
  lines: readonly Line[],
  data: PlantData,
  inBaseUnit: InBaseUnit,
): { readonly buckets: StockBucket[]; readonly findings: Finding[] } {
  const buckets: StockBucket[] = [];
  const findings: Finding[] = [];
  for (const row of data.stock.filter((stock) => stock.materialNumber === material.number)) {
    const lot = data.records.find("lot", lotKey(material.number, row.lotNumber));
    if (lot !== undefined && lotObstacle(lot, order.plannedStart) !== undefined) continue;
    const amount = inBaseUnit(row);
    if (amount === undefined) findings.push(uncountable(row.unit, material, lines));
    else buckets.push({ storageLocationCode: row.storageLocationCode, lotNumber: row.lotNumber, amount });
  }
  return { buckets, findings };
}

function uncountable(unit: string, material: Material, lines: readonly Line[]): Finding {
  const message = `Stock of ${material.number} is kept in ${unit}, which does not convert to ${material.baseUnit}; it was not counted.`;
  const pointer = `/components/${lines[0]?.index ?? 0}/materialNumber`;
  return warn(
    "UOM_NOT_CONVERTIBLE",
    pointer,
    message,
    `Send the stock in ${material.baseUnit}, or add ${unit} to the material's altUnits.`,
  );
}

/** What other orders still have to draw; a reservation in a unit that does not convert was refused when it was made. */
function reservations(material: Material, data: PlantData, inBaseUnit: InBaseUnit): StockNeed[] {
  return data.claims
    .filter((claim) => !claim.isOwn && claim.materialNumber === material.number)
    .flatMap((claim) => {
      const planned = inBaseUnit({ value: claim.quantity, unit: claim.unit });
      const issued = inBaseUnit({ value: claim.issued, unit: claim.unit });
      if (planned === undefined || issued === undefined || compare(planned, issued) <= 0) return [];
      return [{ storageLocationCode: claim.storageLocationCode ?? undefined, amount: subtract(planned, issued) }];
    });
}

function checkLine(
  { component, index }: Line,
  material: Material,
  pool: StockPool,
  data: PlantData,
  inBaseUnit: InBaseUnit,
): Finding[] {
  const pointer = `/components/${index}/quantity`;
  const required = inBaseUnit(component.quantity);
  if (required === undefined) {
    const message = `${component.quantity.unit} of line ${component.componentLine} cannot be compared with the stock in ${material.baseUnit}.`;
    return [refuse("UOM_NOT_CONVERTIBLE", pointer, message, `Order in ${material.baseUnit}.`)];
  }
  const missing = take(component, subtract(required, drawn(component, data, inBaseUnit)), pool, inBaseUnit);
  if (compare(missing, ZERO) <= 0) return [];
  const shown = (amount: Rational): string => `${formatRounded(amount, QUANTITY_SCALE)} ${material.baseUnit}`;
  const message = `Line ${component.componentLine} needs ${shown(required)} of ${material.number}; ${shown(missing)} are missing${placeOf(component)}.`;
  return [refuse("MATERIAL_SHORTAGE", pointer, message, "Wait for stock, send a newer stock snapshot, or order less.")];
}

/** What an earlier revision of this order has drawn from the line already. */
function drawn(component: ReleasedComponent, { claims }: PlantData, inBaseUnit: InBaseUnit): Rational {
  const own = claims.find(
    (claim) =>
      claim.isOwn &&
      claim.componentLine === component.componentLine &&
      claim.materialNumber === component.materialNumber,
  );
  return own === undefined ? ZERO : (inBaseUnit({ value: own.issued, unit: own.unit }) ?? ZERO);
}

/** Allocated lots are drawn first, at most as much as the line needs: a container often holds more. */
function take(component: ReleasedComponent, required: Rational, pool: StockPool, inBaseUnit: InBaseUnit): Rational {
  const { storageLocationCode, lotNumber } = component;
  let missing = compare(required, ZERO) < 0 ? ZERO : required;
  for (const lot of component.allocatedLots ?? []) {
    const allocated = inBaseUnit(lot.quantity) ?? ZERO;
    const wanted = compare(allocated, missing) < 0 ? allocated : missing;
    const notThere = pool.take({ storageLocationCode, lotNumber: lot.lotNumber, amount: wanted });
    missing = subtract(missing, subtract(wanted, notThere));
  }
  return pool.take({ storageLocationCode, lotNumber, amount: missing });
}

/** Least free first. */
function freedom({ lotNumber, allocatedLots, storageLocationCode }: ReleasedComponent): number {
  return (
    (lotNumber === undefined ? 4 : 0) +
    ((allocatedLots ?? []).length === 0 ? 2 : 0) +
    (storageLocationCode === undefined ? 1 : 0)
  );
}

function placeOf({ storageLocationCode, lotNumber }: ReleasedComponent): string {
  const place = storageLocationCode === undefined ? "" : ` in ${storageLocationCode}`;
  return lotNumber === undefined ? place : `${place} of lot ${lotNumber}`;
}

function checkAge(material: Material, lines: readonly Line[], { profile, stock }: PlantData, now: Date): Finding[] {
  const times = stock.filter((row) => row.materialNumber === material.number).map((row) => row.asOf.getTime());
  const ageMinutes = Math.floor((now.getTime() - Math.min(...times)) / 60_000);
  if (times.length === 0 || ageMinutes <= profile.release.stockMaxAgeMinutes) return [];
  const message = `The stock of ${material.number} is ${ageMinutes} minutes old; plant ${profile.plant} allows ${profile.release.stockMaxAgeMinutes}.`;
  const pointer = `/components/${lines[0]?.index ?? 0}/materialNumber`;
  return [warn("STOCK_STALE", pointer, message, "Send a newer stock snapshot.")];
}
