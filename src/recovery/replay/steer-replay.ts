import { InterlockError } from "../../kernel/problem.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { recoveryProblems } from "../problems.js";
import type { RecoveryActor } from "../recovery-actor.js";
import type { ReplayJob, ReplayState } from "./replay-job.js";
import type { ReplayStore } from "./replay.store.js";

export type ReplayStep = "run" | "pause" | "resume" | "cancel";

const STEPS: Readonly<Record<ReplayStep, { readonly from: readonly ReplayState[]; readonly to: ReplayState }>> = {
  run: { from: ["READY"], to: "RUNNING" },
  pause: { from: ["RUNNING"], to: "PAUSED" },
  resume: { from: ["PAUSED"], to: "RUNNING" },
  cancel: { from: ["READY", "RUNNING", "PAUSED"], to: "CANCELLED" },
};

/** Starts, pauses, resumes and cancels replays. What a run has released already goes on in its lane. */
export class SteerReplay {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ReplayStore,
    private readonly approvals: Approvals,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError REPLAY_STATE; for `run` also APPROVAL_REQUIRED */
  async take(job: ReplayJob, step: ReplayStep, reason: string, actor: RecoveryActor): Promise<void> {
    const { from, to } = STEPS[step];
    await this.unitOfWork.run(async (tx) => {
      const state = await this.store.lock(tx, job.id);
      if (state === undefined || !from.includes(state)) throw notInState(job.id, step, state, from);
      if (step === "run") await this.approvals.requireApproved(tx, { type: "replay", id: job.id }, job.contentHash);
      if (step === "cancel" && state === "READY") await this.#voidProposal(tx, job, reason, actor);
      await this.store.move(tx, job.id, to);
      await this.#record(tx, job, step, { from: state, to, reason }, actor);
    });
  }

  async #voidProposal(tx: Tx, { id }: ReplayJob, reason: string, { clientId, ...trail }: RecoveryActor): Promise<void> {
    await this.approvals.void(tx, { type: "replay", id }, reason, { actor: clientId, ...trail });
  }

  async #record(
    tx: Tx,
    job: ReplayJob,
    step: ReplayStep,
    { from, to, reason }: { from: ReplayState; to: ReplayState; reason: string },
    { clientId, correlationId, traceparent }: RecoveryActor,
  ): Promise<void> {
    await this.audit.append(tx, [
      {
        actor: clientId,
        action: `replay:${step}`,
        resourceType: "replay",
        resourceId: job.id,
        ...(job.plantCode === null ? {} : { plantCode: job.plantCode }),
        correlationId,
        traceparent,
        reason,
        before: { state: from },
        after: { state: to },
      },
    ]);
  }
}

function notInState(id: string, step: ReplayStep, state: string | undefined, from: readonly string[]): InterlockError {
  const detail = `Replay ${id} is ${state ?? "gone"}; ${step} is for ${from.join(", ")}.`;
  return new InterlockError(recoveryProblems.REPLAY_STATE, { detail });
}
