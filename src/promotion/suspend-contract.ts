import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ContractActor } from "../registry/public.js";
import type { ChangeServedSet } from "./change-served-set.js";
import { notServed } from "./deprecate-contract.js";
import type { PromotionRecord } from "./promotion-record.js";
import type { PromotionStore } from "./promotion.store.js";
import { isInForce } from "./served-entry.js";

/** Takes a version that does harm out of service at once; its addresses are then unknown. A rollback is the softer way. */
export class SuspendContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly promotions: PromotionStore,
    private readonly change: ChangeServedSet,
  ) {}

  /** @throws InterlockError CONTRACT_NOT_SERVED */
  async suspend(digest: string, reason: string, actor: ContractActor): Promise<PromotionRecord> {
    return await this.unitOfWork.run(async (tx) => {
      const latest = await this.promotions.lockLatest(tx);
      const entry = latest?.served.find((candidate) => candidate.digest === digest && isInForce(candidate));
      if (latest === undefined || entry === undefined) throw notServed();
      return await this.change.apply(tx, latest, {
        action: "SUSPEND",
        actor,
        reason,
        leavingState: "suspended",
        edit: (current) => current.filter((other) => other !== entry),
      });
    });
  }
}
