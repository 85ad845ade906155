import { hasValidCheckDigit } from "../../kernel/check-digit.js";
import { parseInstant } from "../instant.js";
import { builtInUnit, definitionOf } from "../units/unit-registry.js";
import type { MasterDataDocuments, MasterDataType } from "./documents.js";

/** What is wrong with a document although it satisfies its schema. */
export interface Fault {
  readonly code: string;
  /** JSON pointer inside the document. */
  readonly pointer: string;
  readonly message: string;
  readonly fix: string;
}

type MeaningChecks = {
  readonly [T in MasterDataType]?: (document: MasterDataDocuments[T], plantCode: string) => Fault[];
};

const CHECKS: MeaningChecks = {
  "unit-of-measure": checkUnit,
  material: (material) => checkDigits("gtin", material.gtin),
  "stock-balance": (stock) => [...checkDigits("handlingUnit", stock.handlingUnit), ...checkInstant("asOf", stock.asOf)],
  lot: (lot) => checkInstant("expiresAt", lot.expiresAt),
  plant: checkPlant,
};

/** The rules of a type that a schema cannot say. */
export function checkMeaning<T extends MasterDataType>(
  type: T,
  document: MasterDataDocuments[T],
  plantCode: string,
): Fault[] {
  return CHECKS[type]?.(document, plantCode) ?? [];
}

function checkUnit(unit: MasterDataDocuments["unit-of-measure"]): Fault[] {
  const known = builtInUnit(unit.code);
  const given = definitionOf(unit);
  if (known === undefined) return [];
  const isSame =
    given.dimension === known.dimension &&
    given.factor.num === known.factor.num &&
    given.factor.den === known.factor.den;
  if (isSame) return [];
  const message = `${unit.code} is ${known.factor.num}/${known.factor.den} of ${known.dimension} by UNECE Rec 20.`;
  return [
    {
      code: "UOM_FIXED",
      pointer: "",
      message,
      fix: "Leave the record out, or take another code for a unit of your own.",
    },
  ];
}

function checkDigits(member: string, digits: string | undefined): Fault[] {
  if (digits === undefined || hasValidCheckDigit(digits)) return [];
  const message = `${member} ${digits} has a wrong check digit.`;
  return [{ code: "BAD_CHECK_DIGIT", pointer: `/${member}`, message, fix: "Read the label again." }];
}

function checkInstant(member: string, instant: string | undefined): Fault[] {
  if (instant === undefined || parseInstant(instant) !== undefined) return [];
  const message = `${member} ${instant} is no time that can be kept.`;
  return [
    {
      code: "BAD_TIME",
      pointer: `/${member}`,
      message,
      fix: "Write an RFC 3339 time from 1900 on, without a leap second.",
    },
  ];
}

function checkPlant(plant: MasterDataDocuments["plant"], plantCode: string): Fault[] {
  if (plant.plantCode === plantCode) return [];
  const message = `the record is of plant ${plant.plantCode}, the request of plant ${plantCode}.`;
  return [{ code: "MASTER_DATA_KEY_MISMATCH", pointer: "/plantCode", message, fix: `Write ${plantCode}.` }];
}
