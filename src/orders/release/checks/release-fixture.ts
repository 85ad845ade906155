// For the specs of the release checks: the contract's example order and the master data of the example plant P100.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../config/project-root.js";
import {
  EffectiveRecords,
  type MasterDataDocuments,
  type MasterDataType,
  MaterialUnits,
  type PlantProfile,
  type StockBalance,
  type StockRow,
  UnitRegistry,
  createPlantFolderReader,
  masterDataKey,
} from "../../../plants/public.js";
import type { OrderRelease, ReleasedComponent } from "../../order-release.js";
import type { ComponentClaim } from "./component-claims.js";
import type { ReleaseHold } from "./holds.js";
import type { PlantData } from "./release-check.js";

const folder = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P100"));
const schemas = parse(readFileSync(join(projectRoot, "contracts", "schemas", "production-order.yaml"), "utf8")) as {
  $defs: { OrderRelease: { examples: OrderRelease[] } };
};

/** A time at which the example order has just been released. */
export const NOW = new Date("2026-11-23T07:00:00Z");

export function exampleOrder(changes: Partial<OrderRelease> = {}): OrderRelease {
  const [order] = schemas.$defs.OrderRelease.examples;
  if (order === undefined) throw new Error("the contract has no example of an order");
  return { ...structuredClone(order), ...changes };
}

/** The example order with other components; what a component leaves out is that of line 0010. */
export function orderWith(...components: Partial<ReleasedComponent>[]): OrderRelease {
  const order = exampleOrder();
  const [first] = order.components;
  if (first === undefined) throw new Error("the contract's example order has no component");
  return { ...order, components: components.map((component) => ({ ...first, ...component })) };
}

export function exampleProfile(): PlantProfile {
  if (folder.profile === undefined) throw new Error("the example plant P100 has findings");
  return structuredClone(folder.profile);
}

type AnyRecord = {
  readonly [T in MasterDataType]: { readonly type: T; readonly document: MasterDataDocuments[T] };
}[MasterDataType];

/** What a spec changes of the example plant. */
export interface FixtureChanges {
  readonly profile?: PlantProfile;
  /** Records put in the place of those with their key, or added. */
  readonly records?: readonly AnyRecord[];
  /** `type key` of records taken away. */
  readonly without?: readonly string[];
  readonly stock?: readonly StockRow[];
  readonly claims?: readonly ComponentClaim[];
  readonly holds?: readonly ReleaseHold[];
  readonly routingVersions?: readonly string[];
}

export function exampleData(changes: FixtureChanges = {}): PlantData {
  const rows = new Map<string, { type: MasterDataType; key: string; document: unknown }>();
  for (const { type, document } of [...(folder.records as AnyRecord[]), ...(changes.records ?? [])]) {
    const key = keyOf(type, document);
    rows.set(`${type} ${key}`, { type, key, document });
  }
  for (const address of changes.without ?? []) rows.delete(address);
  const records = new EffectiveRecords([...rows.values()]);
  const units = new UnitRegistry([...records.all("unit-of-measure").values()]);
  return {
    profile: changes.profile ?? exampleProfile(),
    records,
    routingVersions: changes.routingVersions ?? [...records.all("routing").keys()],
    units,
    materialUnits: new MaterialUnits(units, records.all("material")),
    stock: changes.stock ?? [...records.all("stock-balance").values()].filter(isUnrestricted).map(stockRow),
    claims: changes.claims ?? [],
    holds: changes.holds ?? [],
  };
}

function keyOf<T extends MasterDataType>(type: T, document: MasterDataDocuments[T]): string {
  return masterDataKey(type, document);
}

const isUnrestricted = (stock: StockBalance): boolean => stock.stockStatus === "UNRESTRICTED";

function stockRow(stock: StockBalance): StockRow {
  const { materialNumber, storageLocationCode = "", lotNumber = "", quantity, asOf } = stock;
  return { materialNumber, storageLocationCode, lotNumber, ...quantity, asOf: new Date(asOf) };
}

/** A row of unrestricted RM-100 in RM01, kilograms, as of now. */
export function stockOf(value: string, changes: Partial<StockRow> = {}): StockRow {
  return {
    materialNumber: "RM-100",
    storageLocationCode: "RM01",
    lotNumber: "",
    value,
    unit: "KGM",
    asOf: NOW,
    ...changes,
  };
}
