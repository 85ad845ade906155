import type { ContractSource } from "../../governance/public.js";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type ContractBundle, type ContractLine, entryDocument, entryFileOf, lineKey } from "../../registry/public.js";
import type { ConsumerFinding, ConsumerVerdict, JudgeConsumers } from "../comparison/judge-consumers.js";
import { textAt } from "../comparison/json.js";
import type { LiveConsumer, LiveConsumers } from "./live-consumers.js";
import { participantOfLine } from "./participant-of-line.js";
import { readChanges } from "./read-changes.js";

/** What judges: the comparator, how fields are joined, and results of builds; another text makes earlier evidence stale. */
const RULESET = sha256Hex("openapi-pact-comparator 2.3.1, used-field join 1, strict, results of builds 1");

/** What is judged, and what is in force. */
interface Subject {
  readonly candidate: ContractBundle;
  readonly served: readonly { readonly entry: { readonly line: string }; readonly bundle: ContractBundle }[];
}

/** An item of the evidence of a promotion. */
interface ConsumerEvidenceItem {
  readonly kind: "PACT";
  readonly verdict: ConsumerVerdict["verdict"];
  readonly rulesetHash: string;
  readonly inputsHash: string;
  readonly findings: readonly ConsumerFinding[];
  readonly risk: "NON_BREAKING" | "BREAKING";
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Whether the consumers that are in use can live with a candidate: the PACT part of the evidence. An API without
 * consumers passes, and says that nobody was asked. Where a build of the candidate was verified, a failure counts too.
 */
export class ConsumerEvidence {
  readonly kind = "PACT";

  constructor(
    private readonly consumers: LiveConsumers,
    private readonly judge: JudgeConsumers,
    private readonly clock: Clock,
  ) {}

  rulesetHash(): Promise<string> {
    return Promise.resolve(RULESET);
  }

  /** Hash of the consumers in use, their pacts and the results for them, as they are now. */
  async inputsHash(version: ContractLine & { readonly version: string }, tx: Tx): Promise<string> {
    const read = async <R>(statement: string, values: readonly unknown[]) => await tx.query<R>(statement, values);
    return await this.consumers.hash(participantOfLine(version), version.version, read);
  }

  async produce({ candidate, served }: Subject): Promise<ConsumerEvidenceItem> {
    const participant = participantOfLine(candidate.line);
    const { consumers, hash } = await this.consumers.of(participant, versionOf(candidate));
    const own = served.find(({ entry }) => entry.line === lineKey(candidate.line));
    const compared = consumers.length === 0 ? NOBODY : await this.#judge(candidate, own?.bundle, consumers);
    const failed = consumers.filter(({ isVerified }) => isVerified === false).map(failedVerification);
    const verdict = failed.length > 0 ? "FAILED" : compared.verdict;
    return {
      kind: this.kind,
      verdict,
      rulesetHash: RULESET,
      inputsHash: hash,
      findings: [...failed, ...compared.findings].map(named),
      risk: verdict === "PASSED" ? "NON_BREAKING" : "BREAKING",
      details: { participant, consumers: consumers.map(asked), breakingForNobody: compared.unused },
    };
  }

  async #judge(
    candidate: ContractBundle,
    base: ContractBundle | undefined,
    consumers: readonly LiveConsumer[],
  ): Promise<ConsumerVerdict> {
    const judged = await readChanges({
      candidate: sourceOf(candidate),
      base: base === undefined ? undefined : sourceOf(base),
      today: this.clock.now().toISOString().slice(0, 10),
    });
    return await this.judge.judge(judged, consumers);
  }
}

const NOBODY: ConsumerVerdict = { verdict: "PASSED", findings: [], unused: [] };

const asked = ({ consumer, version, plants, isVerified }: LiveConsumer) => ({ consumer, version, plants, isVerified });

function versionOf(candidate: ContractBundle): string {
  const { info } = entryDocument(candidate);
  return textAt(info, "version") ?? "";
}

function failedVerification({ consumer, version, plants }: LiveConsumer): ConsumerFinding {
  return {
    code: "pact.verification-failed",
    severity: "ERROR",
    check: "PACT",
    message: "The latest verification of a build of this version against the pact failed.",
    pointer: "",
    fix: "Mend the provider and verify a new build; then submit the version again.",
    consumers: [`${consumer} ${version}`],
    plants,
  };
}

/** Readers of the evidence see sentences, so whom a finding hits stands in its sentence too. */
function named(finding: ConsumerFinding): ConsumerFinding {
  const { message, consumers, plants } = finding;
  const where = plants.length === 0 ? "nowhere that was recorded" : plants.join(", ");
  return { ...finding, message: `${message} It hits ${consumers.join(", ")} (runs in ${where}).` };
}

/** A bundle of the registry as the comparison reads contracts: text by path. */
function sourceOf({ line, files }: ContractBundle): ContractSource {
  return { entry: entryFileOf(line), files: new Map([...files].map(([path, file]) => [path, JSON.stringify(file)])) };
}
