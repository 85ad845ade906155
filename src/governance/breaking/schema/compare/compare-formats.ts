import type { Located } from "../schema-document.js";
import type { JsonType } from "../json-type.js";
import type { SchemaPair } from "./schema-pair.js";

/** Formats whose every value also has the wider ones (OpenAPI format registry). */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  int8: ["int16", "int32", "int64", "double", "decimal"],
  int16: ["int32", "int64", "double", "decimal"],
  int32: ["int64", "double", "decimal"],
  uint8: ["int16", "int32", "int64", "double", "decimal"],
  float: ["double"],
  ipv4: ["hostname"],
  uri: ["uri-reference", "iri", "iri-reference"],
  iri: ["iri-reference"],
  "uri-reference": ["iri-reference"],
  email: ["idn-email"],
  hostname: ["idn-hostname"],
};

const NUMERIC = new Set(["int8", "int16", "int32", "int64", "uint8", "float", "double", "decimal", "decimal128"]);

/** `format` counts as an assertion: both sides are written by people who rely on it. */
export function compareFormats(pair: SchemaPair): void {
  for (const wanted of pair.b.formats) {
    if (!pair.hasType(typeOf(wanted.value))) continue;
    if (pair.a.formats.some((own) => isImplied(own, wanted.value)) || hasIntegerRange(pair, wanted.value)) continue;
    const doubt =
      pair.a.values === undefined ? {} : { doubt: "it was not checked whether every listed value has the format" };
    const [own] = pair.a.formats;
    const manner = own === undefined ? "set" : "strictness";
    pair.gap({ rule: "format", manner, a: own ?? { pointer: pair.a.pointer }, b: wanted, ...doubt });
  }
}

function isImplied({ value }: Located<string>, wanted: string): boolean {
  return value === wanted || (WIDER[value]?.includes(wanted) ?? false);
}

function typeOf(format: string): JsonType {
  return NUMERIC.has(format) ? "number" : "string";
}

const INTEGER_BITS: Readonly<Record<string, number>> = { int8: 8, int16: 16, int32: 32, int64: 64 };

/** Whole numbers whose bounds fit have the integer format whether it is written down or not. */
function hasIntegerRange({ a }: SchemaPair, format: string): boolean {
  const bits = INTEGER_BITS[format];
  if (bits === undefined || a.integer === undefined || a.minimum === undefined || a.maximum === undefined) return false;
  return a.minimum.value.limit >= -(2 ** (bits - 1)) && a.maximum.value.limit <= 2 ** (bits - 1) - 1;
}
