import canonicalize from "canonicalize";
import { sha256Hex } from "../../kernel/hash.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ContractVersion } from "../../registry/public.js";
import {
  type ContractRisk,
  type EvidenceAnnotator,
  type EvidenceItem,
  type EvidenceKind,
  type EvidenceProducer,
  type EvidenceSubject,
  REQUIRED_EVIDENCE,
} from "./evidence.js";

/** The evidence for one candidate and the hashes of everything it was judged by. */
export interface EvidenceBundle {
  readonly digest: string;
  readonly servedHash: string;
  readonly rulesetHash: string;
  readonly items: readonly EvidenceItem[];
}

/** Asks every producer and writes down also who was not there to be asked. */
export class GatherEvidence {
  /** @param annotators asked in this order about every item */
  constructor(
    private readonly producers: readonly EvidenceProducer[],
    private readonly annotators: readonly EvidenceAnnotator[] = [],
  ) {}

  async gather(subject: EvidenceSubject, servedHash: string): Promise<EvidenceBundle> {
    const items: EvidenceItem[] = [];
    for (const kind of this.#kinds()) items.push(await this.#annotated(await this.#itemOf(kind, subject), subject));
    return { digest: subject.candidate.digest, servedHash, rulesetHash: hashOfRules(items), items };
  }

  /** Hash of the rules that would judge now. */
  async rulesetHash(): Promise<string> {
    const rules: { kind: EvidenceKind; rulesetHash: string }[] = [];
    for (const kind of this.#kinds()) {
      const producer = this.#producerOf(kind);
      rules.push({ kind, rulesetHash: producer === undefined ? "" : await producer.rulesetHash() });
    }
    return hashOfRules(rules);
  }

  /** Parts of a version's evidence that judged something else than there is now, besides the contracts. */
  async outdated(tx: Tx, version: ContractVersion, { items }: EvidenceBundle): Promise<readonly EvidenceKind[]> {
    const outdated: EvidenceKind[] = [];
    for (const { kind, inputsHash } of items) {
      const now = await this.#producerOf(kind)?.inputsHash?.(version, tx);
      if (now !== inputsHash) outdated.push(kind);
    }
    return outdated;
  }

  #kinds(): readonly EvidenceKind[] {
    return [...new Set([...REQUIRED_EVIDENCE, ...this.producers.map(({ kind }) => kind)])].toSorted();
  }

  #producerOf(kind: EvidenceKind): EvidenceProducer | undefined {
    return this.producers.find((producer) => producer.kind === kind);
  }

  async #annotated(item: EvidenceItem, subject: EvidenceSubject): Promise<EvidenceItem> {
    let annotated = item;
    for (const annotator of this.annotators) annotated = await annotator.annotate(annotated, subject);
    return annotated;
  }

  async #itemOf(kind: EvidenceKind, subject: EvidenceSubject): Promise<EvidenceItem> {
    const producer = this.#producerOf(kind);
    if (producer === undefined) return notRun(kind, "", "this installation has no such check");
    try {
      return await producer.produce(subject);
    } catch (error) {
      return notRun(kind, await producer.rulesetHash(), error instanceof Error ? error.message : String(error));
    }
  }
}

/** The text that approvals are bound to: canonical and without any time, so that equal evidence is equal text. */
export function evidenceText(evidence: EvidenceBundle): string {
  return canonicalize(evidence) ?? "";
}

export function riskOf({ items }: EvidenceBundle): ContractRisk {
  return items.some(({ risk }) => risk === "BREAKING") ? "BREAKING" : "NON_BREAKING";
}

function notRun(kind: EvidenceKind, rulesetHash: string, reason: string): EvidenceItem {
  const message = `The check ${kind} was not run: ${reason.slice(0, 300)}.`;
  const findings = [{ code: "EVIDENCE_NOT_RUN", severity: "ERROR" as const, check: kind, message, pointer: "" }];
  return { kind, verdict: "NOT_RUN", rulesetHash, findings, risk: "BREAKING" };
}

function hashOfRules(rules: readonly { readonly kind: EvidenceKind; readonly rulesetHash: string }[]): string {
  return sha256Hex(canonicalize(rules.map(({ kind, rulesetHash }) => [kind, rulesetHash])) ?? "");
}
