import type { CharacterSet } from "./character-set.js";

/** A regular expression without anything that is not regular. */
export type PatternTree =
  | { readonly kind: "characters"; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly PatternTree[] }
  | { readonly kind: "choice"; readonly branches: readonly PatternTree[] }
  | { readonly kind: "repeat"; readonly part: PatternTree; readonly min: number; readonly max: number };

/** One top-level alternative and whether it is bound to the ends of the text. */
export interface PatternAlternative {
  readonly tree: PatternTree;
  readonly isAnchoredAtStart: boolean;
  readonly isAnchoredAtEnd: boolean;
}
