import type { SqlSource } from "../sql-source.js";
import { MaterialUnits } from "../units/material-units.js";
import { UnitRegistry } from "../units/unit-registry.js";
import { readEffectiveRecords } from "./effective-records.js";

/** Exact conversions of the named materials' quantities, as their records are in force at a time. */
export async function readMaterialUnits(
  source: SqlSource,
  plantCode: string,
  at: Date | string,
  materials: readonly string[],
): Promise<MaterialUnits> {
  const records = await readEffectiveRecords(source, plantCode, at, [
    { type: "material", keys: materials },
    { type: "unit-of-measure", prefix: "" },
  ]);
  return new MaterialUnits(new UnitRegistry([...records.all("unit-of-measure").values()]), records.all("material"));
}
