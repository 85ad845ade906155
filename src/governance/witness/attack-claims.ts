import type { SchemaUse } from "../breaking/comparison-session.js";
import type { ContractDocument } from "../breaking/contract-document.js";
import type { RuleBook } from "../breaking/rule-book.js";
import { ClaimedInclusions, type UsedPair } from "./claimed-inclusions.js";
import { ContractPair } from "./contract-pair.js";
import { type Attack, Sampler } from "./sampler.js";
import type { EngineDefect, SamplerRun } from "./witness.js";

/** What is attacked, and how hard. */
export interface AttackOptions {
  readonly base: ContractDocument;
  readonly revision: ContractDocument;
  readonly rules: RuleBook;
  /** Values for all pairs together. */
  readonly samplesMax: number;
}

/** What the attack on a whole comparison came to. */
export interface AttackedClaims {
  readonly defects: readonly EngineDefect[];
  readonly run: SamplerRun;
}

/** Fewer values than this show nothing; with many pairs, the last ones are left out rather than looked at in passing. */
const SAMPLES_PER_PAIR_MIN = 20;
const SAMPLES_PER_PAIR_MAX = 400;

/** Draws values against every pair of schemas that the engine holds to be included in one another. */
export function attackClaims(
  uses: readonly SchemaUse[],
  { base, revision, rules, samplesMax }: AttackOptions,
): AttackedClaims {
  if (samplesMax === 0) return { defects: [], run: { pairs: 0, samples: 0, pairsNotRun: 0 } };
  const claims = new ClaimedInclusions(base, revision, rules).claims(uses);
  const share = Math.floor(samplesMax / Math.max(1, claims.length));
  const samplesPerPair = Math.min(SAMPLES_PER_PAIR_MAX, Math.max(SAMPLES_PER_PAIR_MIN, share));
  const sampler = new Sampler(new ContractPair(base, revision, "ignored"));
  const defects: EngineDefect[] = [];
  let samples = 0;
  let pairsNotRun = 0;
  for (const claim of claims) {
    const attack = samples >= samplesMax ? undefined : attackOne(sampler, claim, samplesPerPair);
    samples += attack?.samples ?? 0;
    if (attack === undefined) pairsNotRun += 1;
    if (attack?.witness !== undefined) defects.push(defectOf(claim, attack.witness));
  }
  return { defects, run: { pairs: claims.length, samples, pairsNotRun } };
}

/** Undefined where a schema cannot be compiled: nothing was shown, and the run says so. */
function attackOne(sampler: Sampler, claim: UsedPair, samplesMax: number): Attack | undefined {
  try {
    return sampler.attack(claim, samplesMax);
  } catch {
    return undefined;
  }
}

function defectOf(
  { location, basePointer, revisionPointer, users }: UsedPair,
  witness: EngineDefect["witness"],
): EngineDefect {
  return { location, basePointer, revisionPointer, affects: [...users].toSorted(), witness };
}
