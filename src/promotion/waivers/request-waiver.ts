import canonicalize from "canonicalize";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type ContractActor, type ContractVersion, lineKey } from "../../registry/public.js";
import type { EvaluationStore } from "../evaluation.store.js";
import type { EvidenceFinding, EvidenceItem } from "../evidence/evidence.js";
import { promotionProblems } from "../problems.js";
import { fullDateOf } from "./full-date.js";
import type { Waiver, WaiverContent } from "./waiver.js";
import type { WaiverStore } from "./waiver.store.js";

/** Longest time a deviation is accepted at once; who needs it longer has it approved again. */
export const WAIVER_DAYS_MAX = 180;

const DAY_MS = 86_400_000;

/** Which finding is to be accepted, by whom it is answered for, and until when. */
export interface WaiverRequest {
  readonly version: ContractVersion;
  readonly fingerprint: string;
  readonly owner: string;
  readonly reason: string;
  /** Last day it holds, RFC 3339 full-date, in UTC. */
  readonly endsOn: string;
}

/** What a request reads and writes besides the waiver itself. */
export interface WaiverStores {
  readonly waivers: WaiverStore;
  readonly evaluations: EvaluationStore;
  readonly approvals: Approvals;
  readonly audit: AuditLog;
}

/** Asks others to accept a finding of the latest evidence of a version. */
export class RequestWaiver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: WaiverStores,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError WAIVER_TERM_INVALID or WAIVER_FINDING_UNKNOWN */
  async request(request: WaiverRequest, actor: ContractActor): Promise<Waiver> {
    this.#requireTerm(request.endsOn);
    return await this.unitOfWork.run(async (tx) => {
      const content = contentOf(request, await this.#finding(tx, request));
      const id = this.ids.next();
      const contentHash = sha256Hex(canonicalize({ id, ...content }) ?? "");
      const proposalId = await this.#propose(tx, { id, contentHash, content }, request.version, actor);
      const requestedAt = this.clock.now().toISOString();
      const trail = { requestedBy: actor.clientId, requestedAt, contentHash, proposalId };
      await this.stores.waivers.insert(tx, { id, ...content, ...trail });
      await this.#record(tx, { id, contentHash, content }, actor);
      const stored = await this.stores.waivers.find(tx, id, fullDateOf(this.clock.now()));
      if (stored === undefined) throw new Error(`the waiver ${id} was not stored`);
      return stored;
    });
  }

  #requireTerm(endsOn: string): void {
    const now = this.clock.now();
    const latest = fullDateOf(new Date(now.getTime() + WAIVER_DAYS_MAX * DAY_MS));
    const isDay = isFullDate(endsOn);
    if (isDay && endsOn >= fullDateOf(now) && endsOn <= latest) return;
    const detail = `endsOn must be a day from today to ${latest} (${WAIVER_DAYS_MAX} days), such as ${latest}.`;
    throw new InterlockError(promotionProblems.WAIVER_TERM_INVALID, { detail });
  }

  async #finding(tx: Tx, { version, fingerprint }: WaiverRequest): Promise<readonly [EvidenceItem, EvidenceFinding]> {
    const evaluation = await this.stores.evaluations.latest(tx, version.digest);
    for (const item of evaluation?.evidence.items ?? []) {
      const finding = item.findings.find((candidate) => candidate.fingerprint === fingerprint);
      if (finding?.severity === "ERROR") return [item, finding];
    }
    const detail =
      `The latest evidence of ${lineKey(version)} ${version.version} has no finding ${fingerprint} that blocks; ` +
      "submit the version and take the fingerprint from its status.";
    throw new InterlockError(promotionProblems.WAIVER_FINDING_UNKNOWN, { detail });
  }

  /** Who answers for the deviation, and who wrote what deviates, gain by it and do not approve it. */
  async #propose(
    tx: Tx,
    { id, contentHash, content }: NewWaiver,
    version: ContractVersion,
    { clientId, ...trail }: ContractActor,
  ): Promise<string> {
    const request = {
      subject: { type: "waiver", id },
      contentHash,
      author: clientId,
      permission: "waiver:approve",
      contract: content.contract,
      riskClass: content.isProvenBreaking ? "CRITICAL" : "STANDARD",
      barred: [...new Set([content.owner, version.author])],
      reason: content.reason,
    } as const;
    return (await this.stores.approvals.propose(tx, request, { actor: clientId, ...trail })).id;
  }

  async #record(tx: Tx, { id, contentHash, content }: NewWaiver, actor: ContractActor): Promise<void> {
    await this.stores.audit.append(tx, [
      {
        actor: actor.clientId,
        action: "waiver:request",
        resourceType: "waiver",
        resourceId: id,
        correlationId: actor.correlationId,
        ...(actor.traceparent === undefined ? {} : { traceparent: actor.traceparent }),
        contentHash,
        after: { ...content },
        reason: content.reason,
      },
    ]);
  }
}

interface NewWaiver {
  readonly id: string;
  readonly contentHash: string;
  readonly content: WaiverContent;
}

function contentOf(
  { version, fingerprint, owner, reason, endsOn }: WaiverRequest,
  [item, finding]: readonly [EvidenceItem, EvidenceFinding],
): WaiverContent {
  return {
    contract: `${version.kind}/${version.name}`,
    major: version.major,
    evidenceKind: item.kind,
    fingerprint,
    rule: finding.code,
    finding: finding.message,
    isProvenBreaking: finding.certainty === "proven-breaking",
    digest: version.digest,
    owner,
    reason,
    endsOn,
  };
}

/** RFC 3339 full-date that exists in the calendar. */
function isFullDate(text: string): boolean {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return instant !== undefined && !Number.isNaN(instant.getTime()) && fullDateOf(instant) === text;
}
