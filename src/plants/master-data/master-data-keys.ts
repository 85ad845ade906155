import type { MasterDataDocuments, MasterDataType } from "./documents.js";

/**
 * How the key of each type follows from its document, so that a record has exactly one address. `/` joins the parts
 * that people write together; `~`, which no code may contain, joins the others.
 */
const KEYS: { readonly [T in MasterDataType]: (document: MasterDataDocuments[T]) => string } = {
  plant: (plant) => plant.plantCode,
  material: (material) => material.number,
  "unit-of-measure": (unit) => unit.code,
  "work-center": (workCenter) => workCenter.code,
  routing: (routing) => `${routing.id}/${routing.version}`,
  bom: (bom) => `${bom.id}/${bom.version}`,
  "stock-balance": (stock) =>
    [stock.materialNumber, stock.storageLocationCode, stock.lotNumber, stock.handlingUnit, stock.stockStatus].join("~"),
  "reason-code": (reason) => reason.code,
  "posting-period": (period) => `${period.companyCode}/${period.period}`,
  lot: (lot) => lotKey(lot.materialNumber, lot.lotNumber),
};

/** Types whose records belong to one plant; the others may also be kept for the whole enterprise. */
const PLANT_ONLY: ReadonlySet<MasterDataType> = new Set(["plant", "work-center", "stock-balance"]);

/** Every type of master data, in alphabetical order. */
export const MASTER_DATA_TYPES: readonly MasterDataType[] = (Object.keys(KEYS) as MasterDataType[]).toSorted();

export const isMasterDataType = (type: string): type is MasterDataType => Object.hasOwn(KEYS, type);

export const isPlantOnly = (type: MasterDataType): boolean => PLANT_ONLY.has(type);

/** The key of a document that satisfies its schema. */
export function masterDataKey<T extends MasterDataType>(type: T, document: MasterDataDocuments[T]): string {
  return KEYS[type](document);
}

export const lotKey = (materialNumber: string, lotNumber: string): string => `${materialNumber}~${lotNumber}`;
