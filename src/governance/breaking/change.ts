import type { FindingSeverity } from "../../kernel/finding.js";
import type { SourcePosition } from "./contract-document.js";
import type { Fact } from "./fact.js";
import type { Location, View } from "./view.js";

/** `undecided` is its own answer: no proof of compatibility was found (design decision 10). */
export type ChangeVerdict = "breaking" | "compatible" | "undecided";

/** The two schemas a witness must be accepted by and refused by. */
export interface SchemaPairReference {
  /** Where the first of the affected operations or messages uses them. */
  readonly basePointer: string;
  readonly revisionPointer: string;
  /** The schemas next to the fact itself; a value must satisfy all of a side to be accepted there. */
  readonly baseHolders: readonly string[];
  readonly revisionHolders: readonly string[];
}

/** One cause, reported once, with everything it touches. */
export interface Change {
  /** `req-body.max-length.narrowed`, `path.removed`. */
  readonly ruleId: string;
  /** The rule's own id: `max-length`, `path.removed`. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly verdict: ChangeVerdict;
  readonly location?: Location;
  readonly view: View;
  readonly fact: Fact;
  readonly message: string;
  readonly remedy: string;
  /** Operations and messages that use the changed place, sorted: `POST /orders`, `send orderReleased`. */
  readonly affects: readonly string[];
  /** Hash over rule id, canonical pointers and canonical fact; survives new wording, so waivers do too. */
  readonly fingerprint: string;
  /** Where to look for a witness; absent for structural changes. */
  readonly schemaPair?: SchemaPairReference;
  readonly basePosition?: SourcePosition;
  readonly revisionPosition?: SourcePosition;
}

/** How many facts a rule judged; every rule of the set is listed, also with none. */
export interface RuleRun {
  readonly rule: string;
  readonly facts: number;
}

/** The answer for one pair of contracts; equal inputs give byte-identical JSON. */
export interface ContractComparison {
  readonly profile: string;
  /** `breaking` if any ERROR is proven, else `undecided` if any ERROR is undecided, else `compatible`. */
  readonly verdict: ChangeVerdict;
  readonly changes: readonly Change[];
  readonly counts: {
    readonly breaking: number;
    readonly undecided: number;
    readonly warnings: number;
    readonly compatible: number;
  };
  readonly rulesRun: readonly RuleRun[];
}
