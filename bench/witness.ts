import { loadBreakingRules } from "../src/governance/breaking/load-rules.js";
import { RuleBook } from "../src/governance/breaking/rule-book.js";
import { ClaimedInclusions } from "../src/governance/witness/claimed-inclusions.js";
import { ContractPair } from "../src/governance/witness/contract-pair.js";
import { isDemonstrable } from "../src/governance/witness/demonstrable.js";
import { proveComparison } from "../src/governance/witness/prove-comparison.js";
import { type AttackedPair, Sampler } from "../src/governance/witness/sampler.js";
import { usedSchemas } from "../src/governance/witness/used-schemas.js";
import type { WitnessedChange } from "../src/governance/witness/witness.js";
import { type WitnessCase, witnessCases } from "./witness/witness-cases.js";

/**
 * How many breaking verdicts can be shown by something concrete, and whether anything concrete contradicts a verdict
 * "compatible". Judged by a validator that shares nothing with the engine. Fails below the targets.
 */
const WITNESS_RATE_MIN = 0.95;
const SAMPLES = 100_000;
/** Enough for every pair; most schemas have fewer edges. */
const SAMPLES_PER_PAIR = 400;

interface Tally {
  breaking: number;
  demonstrable: number;
  witnessed: number;
}

const failures: string[] = [];
const tallies = new Map<string, Tally>();
const gaps: string[] = [];
const reasons = new Map<string, number>();
const claims: { readonly from: WitnessCase; readonly pair: AttackedPair }[] = [];
const say = (text: string): void => console.log(text);

const rules = new RuleBook(await loadBreakingRules(new URL("../governance-rules/breaking/", import.meta.url)));
let slowest = { name: "", ms: 0 };
for (const own of witnessCases(rules, say)) {
  const start = performance.now();
  tally(own, proveComparison(own.base, own.revision, own.comparison, { rules, samplesMax: 0 }).changes);
  const ms = performance.now() - start;
  if (ms > slowest.ms) slowest = { name: own.name, ms };
  claims.push(...claimsOf(own).map((pair) => ({ from: own, pair })));
}
reportWitnesses();
reportSamples();
for (const failure of failures) say(`FAILED: ${failure}`);
say(failures.length === 0 ? "witness: every target is met" : `witness: ${failures.length} target(s) missed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function tally({ source, name }: WitnessCase, changes: readonly WitnessedChange[]): void {
  const own = tallies.get(source) ?? { breaking: 0, demonstrable: 0, witnessed: 0 };
  tallies.set(source, own);
  for (const { certainty, rule, ruleId, witness, witnessGap = "", fact } of changes) {
    if (certainty === undefined) continue;
    own.breaking += 1;
    if (witness !== undefined) own.witnessed += 1;
    if (witness !== undefined || isDemonstrable(rule)) own.demonstrable += 1;
    else reasons.set(`${rule}: ${witnessGap}`, (reasons.get(`${rule}: ${witnessGap}`) ?? 0) + 1);
    if (witness === undefined && isDemonstrable(rule))
      gaps.push(`${name}: ${ruleId} ${fact.revision.pointer}: ${witnessGap}`);
  }
}

function claimsOf({ base, revision, isBareSchema, view }: WitnessCase): AttackedPair[] {
  const inclusions = new ClaimedInclusions(base, revision, rules);
  if (!isBareSchema) return inclusions.claims(usedSchemas(base, revision, rules));
  const pair = { basePointer: "", revisionPointer: "", view };
  return inclusions.isClaimed(pair) ? [pair] : [];
}

function reportWitnesses(): void {
  const total = { breaking: 0, demonstrable: 0, witnessed: 0 };
  say("breaking verdicts        all  can be shown  with witness");
  for (const [source, own] of tallies) {
    say(row(source, own));
    for (const key of ["breaking", "demonstrable", "witnessed"] as const) total[key] += own[key];
  }
  say(row("all", total));
  for (const [reason, count] of [...reasons].toSorted(([left], [right]) => (left < right ? -1 : 1)))
    say(`  not to be shown, ${count} x ${reason}`);
  for (const gap of gaps) say(`  no witness: ${gap}`);
  say(`slowest pair: ${slowest.name}, ${slowest.ms.toFixed(0)} ms`);
  const rate = total.witnessed / total.demonstrable;
  if (rate < WITNESS_RATE_MIN) failures.push(`witness rate ${percent(rate)} is below ${percent(WITNESS_RATE_MIN)}`);
}

function row(name: string, { breaking, demonstrable, witnessed }: Tally): string {
  const share = demonstrable === 0 ? "-" : percent(witnessed / demonstrable);
  return `${name.padEnd(25)}${String(breaking).padStart(4)}${String(demonstrable).padStart(14)}${String(witnessed).padStart(14)}  ${share}`;
}

/** Rounds over all pairs until the number is reached; later rounds draw more values from each. */
function reportSamples(): void {
  let samples = 0;
  let notRun = 0;
  const defects: string[] = [];
  const share = Math.max(SAMPLES_PER_PAIR, Math.ceil((SAMPLES / Math.max(1, claims.length)) * 1.5));
  for (const { from, pair } of claims) {
    try {
      const attack = new Sampler(new ContractPair(from.base, from.revision, "ignored")).attack(pair, share);
      samples += attack.samples;
      if (attack.witness !== undefined)
        defects.push(`${from.name} (${pair.view} ${pair.basePointer}): ${JSON.stringify(attack.witness.payload)}`);
    } catch (error) {
      notRun += 1;
      say(`  not attacked: ${from.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say(
    `verdicts "compatible": ${claims.length} pairs, ${notRun} not attacked, ${samples} samples, ${defects.length} unsound`,
  );
  for (const defect of defects) say(`  UNSOUND ${defect}`);
  if (defects.length > 0) failures.push(`${defects.length} verdicts "compatible" are contradicted`);
  if (samples < SAMPLES) failures.push(`only ${samples} of ${SAMPLES} samples were drawn`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
