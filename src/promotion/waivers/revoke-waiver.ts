import type { Clock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ContractActor } from "../../registry/public.js";
import { promotionProblems } from "../problems.js";
import { fullDateOf } from "./full-date.js";
import { requireWaiver } from "./require-waiver.js";
import type { Waiver } from "./waiver.js";
import type { WaiverStore } from "./waiver.store.js";

/** Ends a waiver before its day. What rests on it is not promoted any more; what is in force stays so and is reported. */
export class RevokeWaiver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waivers: WaiverStore,
    private readonly approvals: Approvals,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError WAIVER_NOT_FOUND or WAIVER_ENDED */
  async revoke(id: string, reason: string, actor: ContractActor): Promise<Waiver> {
    const now = this.clock.now();
    return await this.unitOfWork.run(async (tx) => {
      const before = requireWaiver(await this.waivers.lock(tx, id, fullDateOf(now)), id);
      if (before.state === "REVOKED" || before.state === "REJECTED") {
        const detail = `The waiver is ${before.state.toLowerCase()}; there is nothing left to revoke.`;
        throw new InterlockError(promotionProblems.WAIVER_ENDED, { detail });
      }
      await this.waivers.revoke(tx, id, actor.clientId, now, reason);
      const { clientId, ...trail } = actor;
      const subject = { type: "waiver", id };
      await this.approvals.void(tx, subject, "the waiver was revoked", { actor: clientId, ...trail });
      await this.#record(tx, before, reason, actor);
      return requireWaiver(await this.waivers.find(tx, id, fullDateOf(now)), id);
    });
  }

  async #record(tx: Tx, before: Waiver, reason: string, actor: ContractActor): Promise<void> {
    await this.audit.append(tx, [
      {
        actor: actor.clientId,
        action: "waiver:revoke",
        resourceType: "waiver",
        resourceId: before.id,
        correlationId: actor.correlationId,
        ...(actor.traceparent === undefined ? {} : { traceparent: actor.traceparent }),
        contentHash: before.contentHash,
        before: { state: before.state },
        after: { state: "REVOKED" },
        reason,
      },
    ]);
  }
}
