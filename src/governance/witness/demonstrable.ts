import { shownBy, whyNotShown } from "./exchange/shown-by.js";
import { annotationReason } from "./find-schema-witness.js";

/**
 * Whether a change of this rule can be shown by a payload at all. Where it cannot, the verdict stays derived, with the
 * reason; a rule nobody has looked at counts as one that can, so that it is missed rather than forgotten.
 */
export function isDemonstrable(rule: string): boolean {
  return shownBy(rule) !== undefined || (annotationReason(rule) === undefined && whyNotShown(rule) === undefined);
}
