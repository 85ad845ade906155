import canonicalize from "canonicalize";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { recoveryProblems } from "../problems.js";
import type { RecoveryActor } from "../recovery-actor.js";
import type { DryRunReplay } from "./dry-run-replay.js";
import type { JudgedCandidate } from "./judge-replay.js";
import { REPLAY_POSTINGS_MAX, type ReplayCandidates } from "./replay-candidates.js";
import type { ReplaySelection } from "./replay-job.js";
import { APPROVAL_FREE_MAX, countEarlierPostings } from "./replay-limit.js";
import type { NewReplayJob, ReplayStore } from "./replay.store.js";

export interface ReplayRequest {
  readonly selection: ReplaySelection;
  /** See ReplayCircumstances. */
  readonly isCauseMended: boolean;
  readonly ratePerSecond: number;
  readonly reason: string;
}

/** What a request reads and writes. */
export interface ReplayParts {
  readonly candidates: ReplayCandidates;
  readonly dryRun: DryRunReplay;
  readonly store: ReplayStore;
  readonly approvals: Approvals;
  readonly audit: AuditLog;
}

/** Makes the dry run of a replay and keeps it: what is approved and run later is exactly what was judged. */
export class RequestReplay {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parts: ReplayParts,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @returns id of the replay @throws InterlockError REPLAY_EMPTY, REPLAY_TOO_LARGE */
  async request(request: ReplayRequest, plants: PlantScope, actor: RecoveryActor): Promise<string> {
    const startedAtMs = this.clock.monotonicMs();
    const candidates = await this.parts.candidates.find(plants, request.selection);
    refuseUnlessReplayable(candidates.length);
    const judged = await this.parts.dryRun.run(candidates, request.isCauseMended);
    const dryRunMs = Math.round(this.clock.monotonicMs() - startedAtMs);
    const id = this.ids.next();
    const contentHash = hashOf(id, request, judged);
    await this.unitOfWork.run(async (tx) => {
      const earlierPostings = await countEarlierPostings(tx, actor.clientId, judged);
      const postings = judged.length + earlierPostings;
      const proposalId = await this.#propose(tx, { id, contentHash, request, postings }, actor);
      const { selection, isCauseMended, ratePerSecond, reason } = request;
      const { clientId: requestedBy, correlationId } = actor;
      const job: NewReplayJob = {
        id,
        plantCode: selection.plantCode,
        selection,
        isCauseMended,
        ratePerSecond,
        reason,
        requestedBy,
        dryRunMs,
        contentHash,
        proposalId,
        correlationId,
        earlierPostings,
      };
      await this.parts.store.insert(tx, job, judged);
      await this.#record(tx, job, judged.length, actor);
    });
    return id;
  }

  async #propose(
    tx: Tx,
    {
      id,
      contentHash,
      request,
      postings,
    }: { id: string; contentHash: string; request: ReplayRequest; postings: number },
    { clientId, ...trail }: RecoveryActor,
  ): Promise<string> {
    const { plantCode } = request.selection;
    const proposal = {
      subject: { type: "replay", id },
      contentHash,
      author: clientId,
      permission: "replay:approve",
      ...(plantCode === undefined ? {} : { plantCode }),
      attributes: { messages: postings },
      riskClass: postings > APPROVAL_FREE_MAX ? "STANDARD" : "BELOW_THRESHOLD",
      reason: request.reason,
    } as const;
    return (await this.parts.approvals.propose(tx, proposal, { actor: clientId, ...trail })).id;
  }

  async #record(tx: Tx, job: NewReplayJob, messages: number, actor: RecoveryActor): Promise<void> {
    await this.parts.audit.append(tx, [
      {
        actor: actor.clientId,
        action: "replay:request",
        resourceType: "replay",
        resourceId: job.id,
        ...(job.plantCode === undefined ? {} : { plantCode: job.plantCode }),
        correlationId: actor.correlationId,
        traceparent: actor.traceparent,
        contentHash: job.contentHash,
        reason: job.reason,
        after: {
          selection: job.selection,
          isCauseMended: job.isCauseMended,
          messages,
          earlierPostings: job.earlierPostings,
        },
      },
    ]);
  }
}

function refuseUnlessReplayable(count: number): void {
  if (count === 0) {
    const detail =
      "Nothing PARKED or DEAD that you may see matches; list the groups with GET /platform/v1/failure-groups.";
    throw new InterlockError(recoveryProblems.REPLAY_EMPTY, { detail });
  }
  if (count <= REPLAY_POSTINGS_MAX) return;
  const detail = `One replay takes ${REPLAY_POSTINGS_MAX} postings; narrow it by plant, destination or fingerprint.`;
  throw new InterlockError(recoveryProblems.REPLAY_TOO_LARGE, { detail });
}

function hashOf(id: string, request: ReplayRequest, judged: readonly JudgedCandidate[]): string {
  const items = judged.map(({ candidate, verdict }) => [candidate.id, candidate.attempts, verdict]);
  return sha256Hex(canonicalize({ id, ...request, items }) ?? "");
}
