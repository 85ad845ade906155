import type { ComparableContract } from "./contract-document.js";
import type { ExampleMismatch } from "./example-comparison.js";
import type { JsonObject } from "./json.js";

/** What the thread of the example comparison is asked. */
export interface ExampleTask {
  readonly id: number;
  readonly digest: string;
  /** Absent when the thread was given this contract before. */
  readonly contract: ComparableContract | undefined;
  readonly pact: JsonObject;
}

export type ExampleOutcome =
  | { readonly id: number; readonly mismatches: readonly ExampleMismatch[] }
  | { readonly id: number; readonly fault: string }
  /** The thread has given up the contract; it must be sent again. */
  | { readonly id: number; readonly isContractWanted: true };
