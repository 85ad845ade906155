import type { JsonObject } from "../intake/json-value.js";

/** What a rule function says about one place; the path is of the document, and that of the target when left out. */
export interface FunctionResult {
  readonly message: string;
  readonly path?: (string | number)[];
}

/**
 * Results, and how many places were judged when the function walks the document itself; Spectral reads only the list.
 */
export type Judgement = FunctionResult[] & { readonly judged?: number };

/** The part of Spectral's context that our functions use. */
export interface RuleContext {
  readonly path: (string | number)[];
  readonly document: { readonly data: unknown };
}

/** A function of governance-rules/functions: the default export of the file with its name. */
export type RuleFunction = (target: unknown, options: JsonObject | null, context: RuleContext) => Judgement | void;

/** One contract as a project rule sees it. */
export interface ProjectContract {
  readonly entry: string;
  readonly document: JsonObject;
}

export interface ProjectResult extends FunctionResult {
  /** Index of the contract the path belongs to. */
  readonly contract: number;
}

/** A function over all contracts; `judged` counts the places it looked at. */
export type ProjectFunction = (
  contracts: readonly ProjectContract[],
  options: JsonObject,
) => { readonly results: readonly ProjectResult[]; readonly judged: number };
