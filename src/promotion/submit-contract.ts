import type { Clock } from "../kernel/clock.js";
import { sha256Hex } from "../kernel/hash.js";
import { InterlockError } from "../kernel/problem.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { Approvals } from "../platform/approvals/public.js";
import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import {
  type ContractActor,
  type ContractVersion,
  type MoveContract,
  type ReadContracts,
  lineKey,
} from "../registry/public.js";
import { approvalSubject } from "./can-promote.js";
import type { Evaluation, EvaluationStore } from "./evaluation.store.js";
import { blockedEvents } from "./events/blocked-events.js";
import { type EvidenceBundle, type GatherEvidence, evidenceText, riskOf } from "./evidence/gather-evidence.js";
import { promotionProblems } from "./problems.js";
import type { PromotionStore } from "./promotion.store.js";
import { type ServedEntries, isInForce, servedHash } from "./served-entry.js";

/** What a submission reads and writes. */
export interface SubmitStores {
  readonly contracts: ReadContracts;
  readonly evaluations: EvaluationStore;
  readonly promotions: PromotionStore;
  readonly approvals: Approvals;
  readonly outbox: Outbox;
}

export interface SubmitRequest {
  readonly digest: string;
  /** Accounts or groups that speak for the consumers; when the change breaks them, one of them must approve. */
  readonly consumerOwners: readonly string[];
}

export interface SubmitOutcome {
  readonly version: ContractVersion;
  readonly evaluation: Evaluation;
}

/**
 * Makes a draft a candidate and gathers the evidence for it; on a candidate or an approved version it gathers the
 * evidence anew. Other evidence takes an approved version back to candidate, because what was approved is not there
 * any more.
 */
export class SubmitContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: SubmitStores,
    private readonly moves: MoveContract,
    private readonly evidence: GatherEvidence,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError CONTRACT_STATE_CONFLICT, or EVIDENCE_STALE when the set in force changed meanwhile */
  async submit(request: SubmitRequest, actor: ContractActor): Promise<SubmitOutcome> {
    const { digest } = request;
    const served = (await this.stores.promotions.latest())?.served ?? [];
    const evidence = await this.#gather(digest, served);
    return await this.unitOfWork.run(async (tx) => {
      const inForce = (await this.stores.promotions.lockLatest(tx))?.served ?? [];
      if (servedHash(inForce) !== evidence.servedHash) {
        const detail = "The set in force changed while the evidence was gathered; submit again.";
        throw new InterlockError(promotionProblems.EVIDENCE_STALE, { detail });
      }
      const version = await this.moves.lock(tx, digest);
      const before = await this.stores.evaluations.latest(tx, digest);
      const evaluation = await this.#propose(tx, version, this.#toEvaluation(evidence, actor), request, actor);
      await this.stores.evaluations.insert(tx, evaluation, evidenceText(evidence));
      const isSame = before?.evidenceHash === evaluation.evidenceHash;
      if (!isSame) await this.stores.outbox.append(tx, blockedEvents(version, evaluation, actor));
      return { version: await this.#settle(tx, version, evaluation, isSame, actor), evaluation };
    });
  }

  async #settle(
    tx: Tx,
    version: ContractVersion,
    { evidenceHash, verdict }: Evaluation,
    isSame: boolean,
    actor: ContractActor,
  ): Promise<ContractVersion> {
    if (version.state === "candidate" || (version.state === "approved" && isSame)) return version;
    const reason = `evidence ${verdict.toLowerCase()}`;
    return await this.moves.move(tx, version, "candidate", { actor, action: "contract:submit", reason, evidenceHash });
  }

  /** Evidence that passes is put to others to approve; evidence that does not ends what was asked of them before. */
  async #propose(
    tx: Tx,
    version: ContractVersion,
    evaluation: Evaluation,
    { consumerOwners }: SubmitRequest,
    { clientId, ...trail }: ContractActor,
  ): Promise<Evaluation> {
    const subject = approvalSubject(version.digest);
    const actor = { actor: clientId, ...trail };
    if (evaluation.verdict === "BLOCKED") {
      await this.stores.approvals.void(tx, subject, "the evidence of now does not pass", actor);
      return evaluation;
    }
    const breakingClass = consumerOwners.length > 0 ? "BREAKING" : "CRITICAL";
    const request = {
      subject,
      contentHash: evaluation.evidenceHash,
      author: version.author,
      permission: "contract:approve",
      contract: `${version.kind}/${version.name}`,
      attributes: { state: "candidate" },
      riskClass: evaluation.risk === "BREAKING" ? breakingClass : "STANDARD",
      consumerOwners,
      reason: `${lineKey(version)} ${version.version} is to be promoted`,
    } as const;
    const { id: proposalId } = await this.stores.approvals.propose(tx, request, actor);
    return { ...evaluation, proposalId };
  }

  async #gather(digest: string, served: ServedEntries): Promise<EvidenceBundle> {
    const candidate = await this.stores.contracts.bundle(digest);
    const entries = served.filter((entry) => isInForce(entry) && entry.digest !== digest);
    const bundles = await this.stores.contracts.bundles(entries.map((entry) => entry.digest));
    const compared = entries.flatMap((entry) => {
      const bundle = bundles.get(entry.digest);
      return bundle === undefined ? [] : [{ entry, bundle }];
    });
    if (compared.length < entries.length) throw new Error("a version in force is not in the registry");
    return await this.evidence.gather({ candidate, served: compared }, servedHash(served));
  }

  #toEvaluation(evidence: EvidenceBundle, actor: ContractActor): Evaluation {
    return {
      id: this.ids.next(),
      digest: evidence.digest,
      servedHash: evidence.servedHash,
      rulesetHash: evidence.rulesetHash,
      evidenceHash: sha256Hex(evidenceText(evidence)),
      verdict: evidence.items.every(({ verdict }) => verdict === "PASSED") ? "PASSED" : "BLOCKED",
      risk: riskOf(evidence),
      evidence,
      evaluatedBy: actor.clientId,
      evaluatedAt: this.clock.now().toISOString(),
    };
  }
}
