import type { Path } from "./values.js";

/** One result of a rule function. */
export interface Result {
  readonly message: string;
  readonly path?: Path;
}

/** What a rule function returns: its results, and how many places it judged when it walked the document itself. */
export type Judgement = Result[] & { readonly judged?: number };

/** What Spectral hands to a function. */
export interface Context {
  readonly path: Path;
  readonly document: { readonly data: unknown };
}

/** Results of a walk over `judged` places. */
export function judgement(results: readonly Result[], judged: number): Judgement {
  return Object.assign([...results], { judged });
}

/** The place was looked at and nothing is wrong. */
export const fine: Judgement = judgement([], 1);

/** The rule does not speak of this place. */
export const passedOver: Judgement = judgement([], 0);

/** A fault at the place judged, or at one below it. */
export function fault(message: string, path?: Path): Judgement {
  return judgement([path === undefined ? { message } : { message, path }], 1);
}
