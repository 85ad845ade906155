import {
  MaterialUnits,
  type SqlSource,
  UnitRegistry,
  type WantedRecords,
  instantOf,
  lotKey,
  readEffectiveRecords,
  readPlantProfile,
  readUnrestrictedStock,
} from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";
import { readComponentClaims } from "./component-claims.js";
import { readReleaseHolds } from "./holds.js";
import { postingPeriodKey } from "./plant-context.js";
import type { ReleaseMasterData } from "./release-check.js";

/** Later than every effective date: whatever is known at all. */
const EVER = "infinity";

/**
 * Reads what the checks of an order need in six queries. Records are those in force on the planned start, the time the
 * order will be worked on.
 */
export async function loadReleaseMasterData(source: SqlSource, order: OrderRelease): Promise<ReleaseMasterData> {
  const { plantCode } = order;
  const profile = await readPlantProfile(source, plantCode);
  const periods = profile === undefined ? [] : postingPeriods(order, profile.companyCode, profile.timeZone);
  // As a Date: Postgres takes fewer offsets than RFC 3339 allows.
  const records = await readEffectiveRecords(source, plantCode, instantOf(order.plannedStart), [
    ...wantedRecords(order),
    { type: "posting-period", keys: periods },
  ]);
  const routings = await readEffectiveRecords(source, plantCode, EVER, [
    { type: "routing", prefix: `${order.routing.id}/` },
  ]);
  const units = new UnitRegistry([...records.all("unit-of-measure").values()]);
  return {
    profile,
    records,
    routingVersions: [...routings.all("routing").keys()],
    units,
    materialUnits: new MaterialUnits(units, records.all("material")),
    stock: await readUnrestrictedStock(
      source,
      plantCode,
      order.components.map((component) => component.materialNumber),
    ),
    claims: await readComponentClaims(source, order),
    holds: await readReleaseHolds(source, order),
  };
}

function wantedRecords(order: OrderRelease): WantedRecords[] {
  const components = order.components.map((component) => component.materialNumber);
  const coProducts = (order.coProducts ?? []).map((product) => product.materialNumber);
  return [
    { type: "plant", keys: [order.plantCode] },
    { type: "unit-of-measure", prefix: "" },
    { type: "material", keys: [order.material.number, ...components, ...coProducts] },
    { type: "work-center", keys: order.operations.map((operation) => operation.workCenterCode) },
    { type: "routing", keys: [`${order.routing.id}/${order.routing.version}`] },
    { type: "bom", keys: [`${order.bom.id}/${order.bom.version}`] },
    // All lots of the materials: those in stock count too, not only those the order names.
    ...components.map((number): WantedRecords => ({ type: "lot", prefix: lotKey(number, "") })),
  ];
}

function postingPeriods(order: OrderRelease, companyCode: string, timeZone: string): string[] {
  return [order.plannedStart, order.plannedEnd].map((time) => postingPeriodKey(companyCode, instantOf(time), timeZone));
}
