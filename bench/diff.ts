import { builtInProfile } from "../src/governance/breaking/profile.js";
import { loadBreakingRules } from "../src/governance/breaking/load-rules.js";
import { RuleBook } from "../src/governance/breaking/rule-book.js";
import { comparePair, type PairResult, readAdjudications } from "../test/governance/compat/openapi-agreement.js";
import { corpusFile, type LabelledPair, readCorpus } from "../test/governance/compat/openapi-corpus.js";
import { profileOf } from "../test/governance/compat/openapi-profiles.js";
import { countAnswers } from "./diff/determinism.js";
import { largeContract, type LargeShape } from "./diff/large-contract.js";
import { timeLargePair } from "./diff/large-pair.js";
import { oasdiffPeer, type Peer, redoclyPeer } from "./diff/peers.js";
import { askAboutPairs } from "./diff/peers-on-corpus.js";

/**
 * How far the breaking-change engine and two other tools agree with labels three projects gave to 368 pairs of OpenAPI
 * documents, whether it always says the same, and how long it takes for large contracts.
 * Fails below the targets, or when a disagreement is not explained in adjudications-openapi.yaml.
 */
const AGREEMENT_MIN = 0.95;
const IDENTICAL_RUNS = 20;
/** A tenth of the large contract has every kind of place in it and lets the runs be many. */
const DETERMINISM_SCALE = 0.1;
/** Processor time, as wall time on a shared machine measures its queue; or less wall time than redocly in turn. */
const LARGE_PAIR_MS_MAX = 2000;

const failures: string[] = [];
const pairs = readCorpus();
const rules = new RuleBook(await loadBreakingRules(new URL("../governance-rules/breaking/", import.meta.url)));
const peers = [oasdiffPeer, redoclyPeer].flatMap((make) => installed(make));

if (pairs === undefined) failures.push(`the labelled pairs are not at ${corpusFile}; set INTERLOCK_REAL_INPUTS`);
else await reportAgreement(pairs);
reportDeterminism();
await reportLargePair("domains", peers);
// Where every schema reaches every other one, oasdiff compares each reference anew and did not end within a minute.
await reportLargePair(
  "connected",
  peers.filter(({ name }) => name.startsWith("redocly")),
);
for (const failure of failures) console.log(`FAILED: ${failure}`);
console.log(failures.length === 0 ? "diff: every target is met" : `diff: ${failures.length} target(s) missed`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** A peer that is not made for this platform is left out, and said to be. */
function installed(make: () => Peer): Peer[] {
  try {
    return [make()];
  } catch (error) {
    console.log(`a peer is not installed and left out: ${String(error)}`);
    return [];
  }
}

async function reportAgreement(labelled: readonly LabelledPair[]): Promise<void> {
  const start = performance.now();
  const results = labelled.map((pair) => comparePair(pair, rules));
  const ownMs = performance.now() - start;
  const strict = labelled.map((pair) => comparePair(pair, rules, builtInProfile("strict")).agrees);
  const raw = results.map(({ agrees }) => agrees);
  const share = shareOf(raw);
  const count = `${raw.filter(Boolean).length} of ${raw.length}`;
  console.log(`interlock agrees with ${percent(share)} of all labels (${count}), wrong ones included`);
  if (share < AGREEMENT_MIN) failures.push(`pooled agreement ${percent(share)} is below ${percent(AGREEMENT_MIN)}`);
  const table = [
    { tool: "interlock", agrees: raw, ms: ownMs },
    { tool: "interlock, profile strict for all", agrees: strict, ms: ownMs },
  ];
  for (const peer of peers) {
    const answers = await askAboutPairs(peer, labelled);
    const agrees = answers.map(({ answer }, index) => isAsLabelled(answer, labelled[index]));
    table.push({ tool: peer.name, agrees, ms: answers.reduce((sum, { ms }) => sum + ms, 0) });
  }
  console.log(
    `all tools and ${labelled.length} labelled pairs; peers judge by their defaults, start of their process included`,
  );
  for (const { tool, agrees, ms } of table) printRow(tool, agrees, labelled, ms);
  printDisagreements(results);
  const refuted = readAdjudications();
  const sound = results.filter(({ pair, agrees }) => agrees || refuted.get(pair.id)?.right !== "interlock");
  const soundShare = percent(shareOf(sound.map(({ agrees }) => agrees)));
  console.log(`interlock without the ${results.length - sound.length} labels its adjudications refute: ${soundShare}`);
}

function isAsLabelled(answer: string, pair: LabelledPair | undefined): boolean {
  return answer === (pair?.expected === "breaking" ? "breaking" : "compatible");
}

function printRow(tool: string, agrees: readonly boolean[], labelled: readonly LabelledPair[], ms: number): void {
  const sources = [...new Set(labelled.map(({ source }) => source))];
  const cells = sources.map((source) => {
    const own = agrees.filter((_, index) => labelled[index]?.source === source);
    const policy = tool === "interlock" ? ` (profile ${profileOf(source).name})` : "";
    return `  ${source}${policy}: ${own.filter(Boolean).length}/${own.length}`;
  });
  console.log(`${tool}: pooled ${percent(shareOf(agrees))}, ${(ms / agrees.length).toFixed(1)} ms per pair`);
  for (const cell of cells) console.log(cell);
}

function printDisagreements(results: readonly PairResult[]): void {
  const adjudications = readAdjudications();
  const undecided = results.filter(({ verdict }) => verdict === "undecided").length;
  console.log(`undecided: ${undecided} pairs; they block like breaking ones`);
  for (const { pair, verdict, because, agrees } of results) {
    const adjudication = adjudications.get(pair.id);
    if (agrees && adjudication !== undefined) failures.push(`${pair.id} agrees; take its adjudication out`);
    if (agrees) continue;
    if (adjudication === undefined) failures.push(`${pair.id} is not adjudicated`);
    const ruling = adjudication === undefined ? "NOT ADJUDICATED" : `${adjudication.right}: ${adjudication.reason}`;
    console.log(`  ${pair.id}: label ${pair.expected}, interlock ${verdict} [${because}]; ${ruling}`);
  }
}

function reportDeterminism(): void {
  const document = (side: "base" | "revision") => ({
    format: "openapi-3.1" as const,
    root: largeContract(side, DETERMINISM_SCALE),
  });
  const answers = countAnswers(document("base"), document("revision"), rules, IDENTICAL_RUNS);
  console.log(`${IDENTICAL_RUNS} runs over one pair, members in both orders: ${answers} different answer(s)`);
  if (answers !== 1) failures.push(`${IDENTICAL_RUNS} runs gave ${answers} different answers`);
}

async function reportLargePair(shape: LargeShape, asked: readonly Peer[]): Promise<void> {
  const { megabytes, timings, processorMs } = await timeLargePair(asked, shape);
  const size = `${megabytes.toFixed(1)} MB each`;
  console.log(`a pair of ${size}, shape "${shape}", wall time of a whole process, median of rounds in turn`);
  for (const { name, medianMs, rounds, answer } of timings) {
    console.log(`  ${name}: ${medianMs.toFixed(0)} ms (${answer}, rounds: ${rounds})`);
  }
  console.log(`  interlock, processor time alone: ${processorMs.toFixed(0)} ms`);
  const own = timings.find(({ name }) => name === "interlock");
  const redocly = timings.find(({ name }) => name.startsWith("redocly"));
  if (own === undefined || own.answer === "none")
    return void failures.push(`the large pair (${shape}) was not compared`);
  if (redocly !== undefined)
    console.log(`  interlock takes ${(own.medianMs / redocly.medianMs).toFixed(2)} of redocly's time`);
  const isFast = processorMs <= LARGE_PAIR_MS_MAX || (redocly !== undefined && own.medianMs < redocly.medianMs);
  if (!isFast) failures.push(`the large pair (${shape}) takes ${processorMs.toFixed(0)} ms of processor time`);
}

function shareOf(agrees: readonly boolean[]): number {
  return agrees.filter(Boolean).length / agrees.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
