import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ComparableContract } from "../comparison/contract-document.js";
import type { JudgeConsumers } from "../comparison/judge-consumers.js";
import type { JsonObject } from "../comparison/json.js";
import type { DeploymentGate, GateRefusal, JudgedScope } from "../matrix/deployment-gate.js";
import type { MatrixQuestion } from "../matrix/matrix-question.js";
import { type ComparedPair, readComparedPairs } from "./compared-pairs.js";
import type { ProviderDocuments, ReadProviderDocuments } from "./provider-documents.js";

/** A comparison that was made is remembered: neither a pact nor a document ever changes. */
const REMEMBERED_MAX = 20_000;
/** A comparison takes up to 0.2 s; a question waits for no more than these. */
const FRESH_MAX = 100;
const REASONS_MAX = 10;

const BODY = `SELECT body FROM il.pact_content WHERE id = $1`;

/**
 * Compares the pacts of a question with the documents of the provider versions they would meet, without running anything.
 * A governed API that is itself to be deployed is judged by its evidence instead, which compares more.
 */
export class ComparisonGate implements DeploymentGate {
  readonly #remembered = new Map<string, readonly string[]>();

  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly documents: ReadProviderDocuments,
    private readonly judgement: JudgeConsumers,
  ) {}

  async judge(question: MatrixQuestion, scope: JudgedScope): Promise<readonly GateRefusal[]> {
    if (!scope.isComparing) return [];
    const pairs = await readComparedPairs(this.unitOfWork, question, scope);
    const fresh = { left: FRESH_MAX };
    const reasons: string[] = [];
    for (const pair of pairs) {
      if (reasons.length > REASONS_MAX) break;
      reasons.push(...(await this.#reasons(pair, fresh)));
    }
    return reasons.slice(0, REASONS_MAX).map((text) => ({ text }));
  }

  async #reasons(pair: ComparedPair, fresh: { left: number }): Promise<readonly string[]> {
    const { provider, providerNumber, documentVersionId, isExplicit, isProviderAsked } = pair;
    try {
      const found: ProviderDocuments = await this.documents.of(provider, providerNumber, documentVersionId);
      if (found.isGoverned && isProviderAsked) return [];
      if (found.documents.length === 0) return found.isGoverned || isExplicit ? [withoutDocument(pair)] : [];
      const mismatches: string[] = [];
      for (const document of found.documents) mismatches.push(...(await this.#compare(pair, document, fresh)));
      return mismatches.map((message) => `${subjectOf(pair)}: ${message}`);
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 300) : String(error).slice(0, 300);
      return [`${subjectOf(pair)}: the comparison came to no result (${why}).`];
    }
  }

  async #compare(
    { contentId, sha, consumer, consumerNumber }: ComparedPair,
    document: ComparableContract,
    fresh: { left: number },
  ): Promise<readonly string[]> {
    const key = `${contentId} ${sha} ${document.digest}`;
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    if (fresh.left-- <= 0) return ["the comparison is not made yet; ask again, what was compared is remembered."];
    const [row] = await this.unitOfWork.read<{ body: string }>(BODY, [contentId]);
    if (row === undefined) return [];
    const pact = JSON.parse(row.body) as JsonObject;
    const asked = { consumer, version: consumerNumber, plants: [], pact };
    const { verdict, findings } = await this.judgement.judge({ candidate: document }, [asked]);
    const messages = findings.map(({ message }) => message);
    if (verdict !== "UNDECIDED") this.#remember(key, messages);
    return messages;
  }

  #remember(key: string, messages: readonly string[]): void {
    const [oldest] = this.#remembered.size >= REMEMBERED_MAX ? this.#remembered.keys() : [];
    if (oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(key, messages);
  }
}

function subjectOf({ consumer, consumerNumber, provider, providerNumber }: ComparedPair): string {
  return `The pact of ${consumer} ${consumerNumber} does not fit the document of ${provider} ${providerNumber}`;
}

function withoutDocument({ consumer, consumerNumber, provider, providerNumber }: ComparedPair): string {
  const what = `The pact of ${consumer} ${consumerNumber} cannot be compared with ${provider} ${providerNumber}`;
  return `${what}, which published no document; publish-provider-contract does.`;
}
