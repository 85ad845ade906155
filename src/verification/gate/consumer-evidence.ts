import type { ContractSource } from "../../governance/public.js";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { type ContractBundle, entryFileOf, lineKey } from "../../registry/public.js";
import type { ConsumerFinding, ConsumerPact, ConsumerVerdict, JudgeConsumers } from "../comparison/judge-consumers.js";
import type { LiveConsumers } from "./live-consumers.js";
import { participantOfLine } from "./participant-of-line.js";
import { readChanges } from "./read-changes.js";

/** What judges: the comparator, and how fields are joined; another number makes earlier evidence stale. */
const RULESET = sha256Hex("openapi-pact-comparator 2.3.1, used-field join 1, strict");

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
  readonly findings: readonly ConsumerFinding[];
  readonly risk: "NON_BREAKING" | "BREAKING";
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Whether the consumers that are in use can live with a candidate: the PACT part of the evidence. An API without
 * consumers passes, and says that nobody was asked.
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

  async produce({ candidate, served }: Subject): Promise<ConsumerEvidenceItem> {
    const participant = participantOfLine(candidate.line);
    const consumers = await this.consumers.of(participant);
    const own = served.find(({ entry }) => entry.line === lineKey(candidate.line));
    const verdict = consumers.length === 0 ? NOBODY : await this.#judge(candidate, own?.bundle, consumers);
    return {
      kind: this.kind,
      verdict: verdict.verdict,
      rulesetHash: RULESET,
      findings: verdict.findings.map(named),
      risk: verdict.verdict === "PASSED" ? "NON_BREAKING" : "BREAKING",
      details: { participant, consumers: consumers.map(asked), breakingForNobody: verdict.unused },
    };
  }

  async #judge(
    candidate: ContractBundle,
    base: ContractBundle | undefined,
    consumers: readonly ConsumerPact[],
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

const asked = ({ consumer, version, plants }: ConsumerPact) => ({ consumer, version, plants });

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
