import { readFileSync, readdirSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { WitnessedComparison } from "../../governance/public.js";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { lineKey } from "../../registry/public.js";
import { bundleTexts } from "./bundle-texts.js";
import type { CompareOutcome, CompareTask } from "./compare.worker.js";
import type { EvidenceFinding, EvidenceItem, EvidenceProducer, EvidenceSubject, EvidenceVerdict } from "./evidence.js";

const TIMEOUT_MS = 20_000;
const HEAP_MB = 512;
/** More changes than this tell no reader more; the counts name all of them. */
const CHANGES_MAX = 500;
const RULES_FOLDER = new URL("../../../governance-rules/breaking/", import.meta.url);

type Compared = EvidenceSubject["served"][number];
type Change = WitnessedComparison["changes"][number];
type Defect = WitnessedComparison["defects"][number];

/**
 * Compares a candidate with every served version of its API, in a thread of its own. A break of its own line blocks;
 * other major versions stay served beside it, so what differs from them is told and blocks nothing.
 */
export class DiffEvidence implements EvidenceProducer {
  readonly kind = "DIFF";
  #rulesetHash: string | undefined;

  constructor(private readonly clock: Clock) {}

  rulesetHash(): Promise<string> {
    this.#rulesetHash ??= hashOfRules();
    return Promise.resolve(this.#rulesetHash);
  }

  async produce({ candidate, served }: EvidenceSubject): Promise<EvidenceItem> {
    const { kind, name } = candidate.line;
    const bases = served.filter(({ bundle: { line } }) => line.kind === kind && line.name === name);
    const comparisons = await compareInWorker({
      candidate: bundleTexts(candidate),
      served: bases.map(({ bundle }) => bundleTexts(bundle)),
      today: this.clock.now().toISOString().slice(0, 10),
    });
    const pairs = bases.map((base, index) => [base, comparisons[index]] as const);
    const own = pairs.find(([{ entry }]) => entry.line === lineKey(candidate.line))?.[1];
    return {
      kind: this.kind,
      verdict: verdictOf(own),
      rulesetHash: await this.rulesetHash(),
      findings: own === undefined ? [] : findingsOf(own),
      risk: own !== undefined && own.verdict !== "compatible" ? "BREAKING" : "NON_BREAKING",
      details: { comparedWith: pairs.map(([base, comparison]) => summaryOf(base, comparison)) },
    };
  }
}

async function compareInWorker(task: CompareTask): Promise<readonly WitnessedComparison[]> {
  if (task.served.length === 0) return [];
  const worker = new Worker(new URL("./compare.worker.js", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const outcome = await new Promise<CompareOutcome>((resolve, reject) => {
      timer = setTimeout(() => resolve({ fault: `it took longer than ${TIMEOUT_MS / 1000} seconds` }), TIMEOUT_MS);
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => resolve({ fault: "it ended early, for want of memory" }));
    });
    if ("fault" in outcome) throw new Error(outcome.fault);
    return outcome.comparisons;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Without a version of its line in force there is nothing it could break. */
function verdictOf(own: WitnessedComparison | undefined): EvidenceVerdict {
  if (own === undefined || own.verdict === "compatible") return "PASSED";
  return own.verdict === "undecided" ? "UNDECIDED" : "FAILED";
}

function findingsOf({ changes, defects }: WitnessedComparison): readonly EvidenceFinding[] {
  const told = changes.filter(({ severity }) => severity !== "INFO");
  const shown = [...defects.map(defectFinding), ...told.slice(0, CHANGES_MAX).map(changeFinding)];
  const blockingLeft = told.slice(CHANGES_MAX).filter(({ severity }) => severity === "ERROR").length;
  return blockingLeft === 0 ? shown : [...shown, tooMany(blockingLeft)];
}

function changeFinding(change: Change): EvidenceFinding {
  const { ruleId, severity, message, remedy, affects, fact, fingerprint, verdict, rule, view, touches } = change;
  const { certainty, witness, witnessGap } = change;
  return {
    code: ruleId,
    severity,
    check: "DIFF",
    message: affects.length === 0 ? message : `${asSentence(message)} It affects ${affects.slice(0, 20).join(", ")}.`,
    pointer: fact.revision.pointer,
    fix: remedy,
    fingerprint,
    ...(certainty === undefined ? {} : { certainty }),
    ...(witness === undefined ? {} : { witness }),
    ...(witnessGap === undefined ? {} : { witnessGap }),
    ...(verdict === "compatible" || isAboutWhole(affects)
      ? {}
      : { change: { rule, view, touches, fact: { change: fact.change } } }),
  };
}

/** A rule about the contract as a whole, such as its version number, touches nothing that anybody sends or reads. */
const isAboutWhole = (affects: readonly string[]): boolean => affects.every((user) => user === "contract");

/** What the rules hold to be compatible and a sampled value shows not to be; it blocks like any break. */
function defectFinding({ location, basePointer, revisionPointer, affects, witness }: Defect): EvidenceFinding {
  return {
    code: "engine-defect",
    severity: "ERROR",
    check: "DIFF",
    message: `The rules found no break, but a sampled value shows one. It affects ${affects.slice(0, 20).join(", ")}.`,
    pointer: revisionPointer,
    fix: "Mend the contract by what the value shows, and report both contracts to the makers of Interlock.",
    fingerprint: sha256Hex(JSON.stringify(["engine-defect", location, basePointer, revisionPointer])),
    certainty: "proven-breaking",
    witness,
  };
}

/** Without a fingerprint: what nobody has read, nobody can accept. */
function tooMany(count: number): EvidenceFinding {
  const message = `${count} more breaking changes are not listed; bring the change in smaller steps.`;
  return { code: "EVIDENCE_FAILED", severity: "ERROR", check: "DIFF", message, pointer: "" };
}

function summaryOf(
  { entry }: Compared,
  comparison: WitnessedComparison | undefined,
): Readonly<Record<string, unknown>> {
  if (comparison === undefined) throw new Error(`the comparison with ${entry.line} is missing`);
  const changes = comparison.changes
    .slice(0, CHANGES_MAX)
    .map(({ ruleId, severity, verdict, affects, fingerprint }) => {
      return { ruleId, severity, verdict, affects, fingerprint };
    });
  const { profile, verdict, counts, rulesRun, sampler } = comparison;
  const told = { profile, verdict, counts, ruleCount: rulesRun.length, sampler, changes };
  return { line: entry.line, digest: entry.digest, ...told };
}

function hashOfRules(): string {
  const names = readdirSync(RULES_FOLDER).filter((name) => name.endsWith(".js") && !name.endsWith(".spec.js"));
  const hashes = names.toSorted().map((name) => `${name} ${sha256Hex(readFileSync(new URL(name, RULES_FOLDER)))}`);
  return sha256Hex(["strict", ...hashes].join("\n"));
}

const asSentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);
