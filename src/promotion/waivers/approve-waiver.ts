import type { Clock } from "../../kernel/clock.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ContractActor } from "../../registry/public.js";
import { fullDateOf } from "./full-date.js";
import { requireWaiver } from "./require-waiver.js";
import type { Waiver } from "./waiver.js";
import type { WaiverStore } from "./waiver.store.js";

/** Approves a waiver. The audit entry is that of the approval; who may decide is refused by src/platform/approvals. */
export class ApproveWaiver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waivers: WaiverStore,
    private readonly approvals: Approvals,
    private readonly clock: Clock,
  ) {}

  /** @param contentHash of the waiver that was read @throws InterlockError FOUR_EYES_REQUIRED, APPROVAL_CONTENT_CHANGED */
  async approve(id: string, contentHash: string, reason: string, actor: ContractActor): Promise<Waiver> {
    const today = fullDateOf(this.clock.now());
    return await this.unitOfWork.run(async (tx) => {
      const { proposalId } = requireWaiver(await this.waivers.lock(tx, id, today), id);
      const { clientId: approver, ...trail } = actor;
      await this.approvals.approve(tx, { proposalId, approver, contentHash, reason }, { actor: approver, ...trail });
      return requireWaiver(await this.waivers.find(tx, id, today), id);
    });
  }
}
