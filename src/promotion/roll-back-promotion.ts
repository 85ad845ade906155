import { InterlockError } from "../kernel/problem.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ContractActor } from "../registry/public.js";
import type { ChangeServedSet } from "./change-served-set.js";
import { promotionProblems } from "./problems.js";
import type { PromotionRecord } from "./promotion-record.js";
import type { PromotionStore } from "./promotion.store.js";

/**
 * Puts the whole set of an earlier promotion back into force. It needs no new evidence: the set was in force before, and
 * going back must be possible at night. What it takes out is suspended and has to pass the gate again.
 */
export class RollBackPromotion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly promotions: PromotionStore,
    private readonly change: ChangeServedSet,
  ) {}

  /** @param to id of the promotion to go back to; without it, the one before the latest @throws PROMOTION_NOT_FOUND */
  async rollBack(to: string | undefined, reason: string, actor: ContractActor): Promise<PromotionRecord> {
    return await this.unitOfWork.run(async (tx) => {
      const latest = await this.promotions.lockLatest(tx);
      const target = await this.#targetOf(tx, latest, to);
      if (latest === undefined || target === undefined || target.seq >= latest.seq) {
        const detail = `There is no earlier promotion ${to?.slice(0, 60) ?? ""}; list the promotions.`;
        throw new InterlockError(promotionProblems.PROMOTION_NOT_FOUND, { detail });
      }
      return await this.change.apply(tx, latest, {
        action: "ROLLBACK",
        actor,
        reason,
        leavingState: "suspended",
        edit: () => target.served,
      });
    });
  }

  async #targetOf(
    tx: Tx,
    latest: PromotionRecord | undefined,
    to: string | undefined,
  ): Promise<PromotionRecord | undefined> {
    if (to !== undefined) return await this.promotions.byId(tx, to);
    return latest === undefined ? undefined : await this.promotions.bySeq(tx, latest.seq - 1);
  }
}
