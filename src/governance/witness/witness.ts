import type { Change, ContractComparison } from "../breaking/change.js";

/** One of the two contracts that are compared. */
export type ContractSide = "base" | "revision";

/** Why the refusing contract refuses, in a validator's words. */
export interface WitnessError {
  /** RFC 6901 pointer into the payload; empty for the payload itself. */
  readonly pointer: string;
  /** The keyword that refuses (`maxLength`), or the part of an exchange that nothing answers (`operation`). */
  readonly keyword: string;
  readonly message: string;
}

/**
 * What is shown: a bare `value` (body, message, parameter or header, see `location` of the change), or a whole
 * `exchange` where no value alone can show the break.
 */
export type WitnessKind = "value" | "exchange";

/** Something concrete that one contract accepts and the other refuses: proof without opinion. */
export interface Witness {
  readonly kind: WitnessKind;
  readonly payload: unknown;
  readonly acceptedBy: ContractSide;
  readonly rejectedBy: ContractSide;
  /** Where in the payload the changed place is, RFC 6901. */
  readonly pointer: string;
  readonly errors: readonly WitnessError[];
}

/** How sure a breaking verdict is: shown by a witness, or derived by a rule. */
export type Certainty = "proven-breaking" | "derived-breaking";

/** A change with what could be shown about it. */
export interface WitnessedChange extends Change {
  /** Present on breaking verdicts. */
  readonly certainty?: Certainty;
  readonly witness?: Witness;
  /** Why there is no witness: one clause; present on breaking verdicts without one. */
  readonly witnessGap?: string;
  /** What usage has to be asked for, one entry for each of `affects`. */
  readonly touches: readonly TouchedOperation[];
}

/** What a change touches of one operation or message. */
export interface TouchedOperation {
  readonly operation: string;
  /**
   * Places inside its bodies, as usage records them: `/components/*` for every element, `/lots/?` for every member that
   * has no name of its own, the empty text for the body itself. Empty where the operation as a whole is touched, or not
   * all places are known: then every call counts.
   */
  readonly fieldPaths: readonly string[];
}

/** A verdict of the engine that a sampled value contradicts. Reported as breaking, and to be mended in the engine. */
export interface EngineDefect {
  readonly location: string;
  readonly basePointer: string;
  readonly revisionPointer: string;
  readonly affects: readonly string[];
  readonly witness: Witness;
}

/** How hard the verdicts "compatible" were attacked. */
export interface SamplerRun {
  /** Pairs of schemas that the engine holds to be included in one another although they differ. */
  readonly pairs: number;
  /** Values the accepting contract really accepted; only these can show anything. */
  readonly samples: number;
  /** Pairs that were not attacked, because a schema cannot be compiled or the budget was used up. */
  readonly pairsNotRun: number;
}

/** A comparison with its proofs. */
export interface WitnessedComparison extends Omit<ContractComparison, "changes"> {
  readonly changes: readonly WitnessedChange[];
  readonly defects: readonly EngineDefect[];
  readonly sampler: SamplerRun;
}
