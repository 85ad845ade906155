import type { ContractComparison } from "../../governance/public.js";
import type { Finding } from "../../kernel/finding.js";
import type { ComparableContract } from "./contract-document.js";
import type { ExampleComparison, ExampleMismatch } from "./example-comparison.js";
import { joinUsedFields, type MetChange } from "./join-used-fields.js";
import { type JsonObject, listAt, textAt } from "./json.js";

/** A version of a consumer that is in use somewhere, with what it needs. */
export interface ConsumerPact {
  readonly consumer: string;
  readonly version: string;
  /** Where it runs; empty where nothing was recorded. */
  readonly plants: readonly string[];
  readonly pact: JsonObject;
}

/** A finding with everyone it hits, sorted. */
export interface ConsumerFinding extends Finding {
  /** `mes-discrete 4.2.0` */
  readonly consumers: readonly string[];
  readonly plants: readonly string[];
}

/** What a candidate does to its consumers. */
export interface ConsumerVerdict {
  /** UNDECIDED: a comparison came to no result; it is no pass. */
  readonly verdict: "PASSED" | "FAILED" | "UNDECIDED";
  readonly findings: readonly ConsumerFinding[];
  /** Rule ids of breaking changes that meet no consumer. */
  readonly unused: readonly string[];
}

/** What is judged: a candidate, what it replaces, and how they differ. */
export interface JudgedContract {
  readonly candidate: ComparableContract;
  /** Absent for the first version of a line; then only examples can be compared. */
  readonly base?: { readonly contract: ComparableContract; readonly comparison: ContractComparison };
}

interface Hit extends Finding {
  readonly consumer: ConsumerPact;
}

/**
 * Asks of every consumer whether a candidate still gives what it needs: the examples of its pact must fit, and no
 * breaking change may meet a field it sends or reads. Examples alone miss that a field became optional or may be null.
 */
export class JudgeConsumers {
  constructor(private readonly examples: ExampleComparison) {}

  async judge(judged: JudgedContract, consumers: readonly ConsumerPact[]): Promise<ConsumerVerdict> {
    const hits: Hit[] = [];
    const met = new Set<string>();
    for (const whole of consumers) {
      const consumer = { ...whole, pact: partFor(judged.candidate.format, whole.pact) };
      hits.push(...(await this.#exampleHits(judged.candidate, consumer)));
      const changes = changesMet(judged, consumer);
      for (const { change } of changes) met.add(change.fingerprint);
      hits.push(...changes.map((change) => hitOf(change, consumer)));
    }
    const breaking = judged.base?.comparison.changes.filter(({ severity }) => severity === "ERROR") ?? [];
    const unused = breaking.filter(({ fingerprint }) => !met.has(fingerprint)).map(({ ruleId }) => ruleId);
    return { verdict: verdictOf(hits), findings: merged(hits), unused: sortedSet(unused) };
  }

  async #exampleHits(candidate: ComparableContract, consumer: ConsumerPact): Promise<readonly Hit[]> {
    try {
      const mismatches = await this.examples.compare(candidate, consumer.pact);
      return mismatches.map((mismatch) => hitOfExample(mismatch, consumer));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        {
          ...hitBase("pact.comparison-undecided", consumer),
          message: `The pact could not be compared with the contract: ${reason}.`,
          pointer: "",
          fix: "Look at the pact and the contract, then submit the version again.",
        },
      ];
    }
  }
}

/** A pact may hold requests and messages; an OpenAPI document answers for the former, an AsyncAPI document for the latter. */
function partFor(format: ComparableContract["format"], pact: JsonObject): JsonObject {
  const isAboutMessages = format.startsWith("asyncapi");
  const interactions = listAt(pact, "interactions").filter((interaction) => {
    return textAt(interaction, "type")?.endsWith("/Messages") === true ? isAboutMessages : !isAboutMessages;
  });
  const { messages, ...rest } = pact;
  return isAboutMessages && messages !== undefined ? { ...rest, interactions, messages } : { ...rest, interactions };
}

function changesMet({ candidate, base }: JudgedContract, { pact }: ConsumerPact): readonly MetChange[] {
  return base === undefined ? [] : joinUsedFields(pact, base.contract, candidate, base.comparison.changes);
}

function hitBase(code: string, consumer: ConsumerPact) {
  return { code, severity: "ERROR", check: "PACT", consumer } as const;
}

function hitOf({ change, interactions }: MetChange, consumer: ConsumerPact): Hit {
  return {
    ...hitBase(change.verdict === "undecided" ? "pact.comparison-undecided" : `pact.${change.ruleId}`, consumer),
    message: `${change.message} It is used where a consumer ${listed(interactions)}.`,
    pointer: change.fact.revision.pointer,
    fix: change.remedy,
  };
}

function hitOfExample({ code, message, interaction, pointer }: ExampleMismatch, consumer: ConsumerPact): Hit {
  return {
    ...hitBase(`pact.${code}`, consumer),
    message: `${message} (${interaction})`,
    pointer,
    fix: "Keep what the consumer needs, or let the consumer publish a pact without it first.",
  };
}

/** One cause is told once, with everyone it hits. */
function merged(hits: readonly Hit[]): readonly ConsumerFinding[] {
  const groups = Map.groupBy(hits, ({ code, pointer, message }) => `${code} ${pointer} ${message}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { consumer: _, ...finding } = first;
    const consumers = group.map(({ consumer }) => `${consumer.consumer} ${consumer.version}`);
    const plants = group.flatMap(({ consumer }) => consumer.plants);
    return [{ ...finding, consumers: sortedSet(consumers), plants: sortedSet(plants) }];
  });
}

function verdictOf(hits: readonly Hit[]): ConsumerVerdict["verdict"] {
  if (hits.length === 0) return "PASSED";
  return hits.every(({ code }) => code === "pact.comparison-undecided") ? "UNDECIDED" : "FAILED";
}

const sortedSet = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
