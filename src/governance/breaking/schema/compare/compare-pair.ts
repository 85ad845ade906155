import { compareAnnotations } from "./compare-annotations.js";
import { compareArrays } from "./compare-arrays.js";
import { compareFormats } from "./compare-formats.js";
import { compareLogic } from "./compare-logic.js";
import { compareNumbers } from "./compare-numbers.js";
import { compareObjects } from "./compare-objects.js";
import { compareTexts } from "./compare-texts.js";
import { compareTypes } from "./compare-types.js";
import { compareUnions } from "./compare-unions.js";
import { compareEnumeration, compareFiniteValues } from "./compare-values.js";
import { refute } from "./refute.js";
import type { SchemaPair } from "./schema-pair.js";

/** One step of the comparison: what can be said here, and which pairs the rest depends on. */
export function comparePair(pair: SchemaPair, isCounterpart: boolean): void {
  if (isCounterpart) compareAnnotations(pair, pair.a, pair.b);
  if (pair.prover.possibleTypes(pair.a).size === 0) return;
  compareAssertions(pair);
  refute(pair);
}

/** Finite lists and unions are taken apart; everything else is compared keyword by keyword. */
function compareAssertions(pair: SchemaPair): void {
  const isFinite = compareFiniteValues(pair);
  compareFormats(pair);
  if (isFinite || (pair.b.types.size > 0 && compareUnions(pair))) return;
  compareTypes(pair);
  compareEnumeration(pair);
  compareNumbers(pair);
  compareTexts(pair);
  compareArrays(pair);
  compareObjects(pair);
  compareLogic(pair);
}
