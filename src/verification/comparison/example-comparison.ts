import type { ComparableContract } from "./contract-document.js";
import type { JsonObject } from "./json.js";

/** Where an example of a pact does not fit a contract. */
export interface ExampleMismatch {
  /** `response.body.incompatible` and the like, as the comparator names it. */
  readonly code: string;
  readonly message: string;
  /** The interaction it is about. */
  readonly interaction: string;
  /** JSON pointer into the contract; empty where the comparator names none. */
  readonly pointer: string;
}

/** Compares the examples of a pact with the schemas of a contract. */
export interface ExampleComparison {
  /** @throws Error when the comparator cannot come to a result; the caller must not take that for a pass */
  compare(contract: ComparableContract, pact: JsonObject): Promise<readonly ExampleMismatch[]>;
}
