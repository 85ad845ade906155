import type { ContractDocument } from "./contract-document.js";
import type { Fact } from "./fact.js";
import type { Location, View } from "./view.js";

/** A pair of schemas in use, handed over by whoever paired the two contracts' structure. */
export interface SchemaUse {
  readonly location: Location;
  readonly view: View;
  /** RFC 6901 pointers of the two schemas in their documents. */
  readonly basePointer: string;
  readonly revisionPointer: string;
  /** The operation or message that uses them: `POST /orders`, `send orderReleased`. */
  readonly user: string;
}

/** Where a structural fact was seen. */
export interface FactUse {
  readonly view: View;
  readonly location?: Location;
  readonly user: string;
}

/** What the structural part works on: two documents in, facts and schema pairs out; equal facts are merged. */
export interface ComparisonSession {
  readonly base: ContractDocument;
  readonly revision: ContractDocument;
  /** The day the comparison is made for, as ISO date; sunset rules cannot decide without it. */
  readonly today?: string;
  compareSchemas(use: SchemaUse): void;
  report(fact: Fact, use: FactUse): void;
}

/** Walks the paired structure of two contracts. */
export type StructureComparer = (session: ComparisonSession) => void;
