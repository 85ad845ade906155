import type { ContractComparison } from "../breaking/change.js";
import type { ContractDocument } from "../breaking/contract-document.js";
import type { RuleBook } from "../breaking/rule-book.js";
import { attackClaims } from "./attack-claims.js";
import { ChangePlaces } from "./change-places.js";
import { ChangeProver } from "./change-prover.js";
import { ContractPair } from "./contract-pair.js";
import { usedSchemas } from "./used-schemas.js";
import type { WitnessedChange, WitnessedComparison } from "./witness.js";

/** What proofs are made with. */
export interface ProofOptions {
  readonly rules: RuleBook;
  /** Values drawn against the verdicts "compatible", all pairs together; 0 leaves the sampler out. */
  readonly samplesMax?: number;
}

const SAMPLES_MAX = 2000;

/**
 * Looks for a witness of every change that is breaking or undecided, and attacks what the engine holds to be
 * compatible. A doubt that is shown to be a break becomes one; a compatible pair that is shown to break makes the
 * comparison breaking and is reported as a defect of the engine. Equal inputs give equal answers.
 */
export function proveComparison(
  base: ContractDocument,
  revision: ContractDocument,
  comparison: ContractComparison,
  { rules, samplesMax = SAMPLES_MAX }: ProofOptions,
): WitnessedComparison {
  const pair = new ContractPair(base, revision, "refused");
  const uses = usedSchemas(base, revision, rules);
  const prover = new ChangeProver(pair, new ChangePlaces(uses));
  const changes = comparison.changes.map((change) => prover.prove(change));
  const { defects, run } = attackClaims(uses, { base, revision, rules, samplesMax });
  const counts = countsOf(changes, comparison);
  const isBreaking = counts.breaking > 0 || defects.length > 0;
  return {
    ...comparison,
    verdict: isBreaking ? "breaking" : comparison.verdict,
    counts,
    changes,
    defects,
    sampler: run,
  };
}

function countsOf(changes: readonly WitnessedChange[], { counts }: ContractComparison): ContractComparison["counts"] {
  const breaking = changes.filter(({ verdict, severity }) => verdict === "breaking" && severity === "ERROR").length;
  const undecided = changes.filter(({ verdict }) => verdict === "undecided").length;
  const shift = counts.breaking + counts.undecided - breaking - undecided;
  return { breaking, undecided, warnings: counts.warnings, compatible: counts.compatible + shift };
}
