import type { Clock } from "../kernel/clock.js";
import { InterlockError } from "../kernel/problem.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ContractActor } from "../registry/public.js";
import type { ChangeServedSet } from "./change-served-set.js";
import { notServed } from "./deprecate-contract.js";
import { promotionProblems } from "./problems.js";
import type { PromotionRecord } from "./promotion-record.js";
import type { PromotionStore } from "./promotion.store.js";

/** Takes a version whose sunset has passed out of service; its addresses answer 410 and name the successor. */
export class RetireContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly promotions: PromotionStore,
    private readonly change: ChangeServedSet,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError CONTRACT_NOT_SERVED or SUNSET_NOT_REACHED */
  async retire(digest: string, reason: string, actor: ContractActor): Promise<PromotionRecord> {
    return await this.unitOfWork.run(async (tx) => {
      const latest = await this.promotions.lockLatest(tx);
      const entry = latest?.served.find((candidate) => candidate.digest === digest && candidate.state === "deprecated");
      if (latest === undefined || entry === undefined) throw notServed();
      const { sunsetAt } = entry;
      if (sunsetAt === undefined || new Date(sunsetAt) > this.clock.now()) {
        const detail = `Consumers were promised this version until ${sunsetAt ?? "a sunset that is not set"}.`;
        throw new InterlockError(promotionProblems.SUNSET_NOT_REACHED, { detail });
      }
      return await this.change.apply(tx, latest, {
        action: "RETIRE",
        actor,
        reason,
        leavingState: "approved",
        edit: (current) => current.map((other) => (other === entry ? { ...other, state: "retired" } : other)),
      });
    });
  }
}
