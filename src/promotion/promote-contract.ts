import { InterlockError } from "../kernel/problem.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { type ContractActor, type ContractVersion, type MoveContract, lineKey } from "../registry/public.js";
import type { CanPromote } from "./can-promote.js";
import type { ChangeServedSet } from "./change-served-set.js";
import { promotionProblems } from "./problems.js";
import type { PromotionRecord } from "./promotion-record.js";
import type { PromotionStore } from "./promotion.store.js";
import type { ServedEntries } from "./served-entry.js";

/** Puts an approved version into force, in place of the one of its line that was in force before. */
export class PromoteContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moves: MoveContract,
    private readonly promotions: PromotionStore,
    private readonly gate: CanPromote,
    private readonly change: ChangeServedSet,
  ) {}

  /** @throws InterlockError EVIDENCE_STALE or PROMOTION_BLOCKED, with every reason in errors */
  async promote(digest: string, reason: string, actor: ContractActor): Promise<PromotionRecord> {
    return await this.unitOfWork.run(async (tx) => {
      const latest = await this.promotions.lockLatest(tx);
      const version = await this.moves.lock(tx, digest);
      const { reasons, evaluation } = await this.gate.check(tx, version, latest?.served ?? []);
      if (reasons.length > 0) {
        const isStale = reasons.every(({ code }) => code === "EVIDENCE_STALE");
        const definition = isStale ? promotionProblems.EVIDENCE_STALE : promotionProblems.PROMOTION_BLOCKED;
        const detail = `${lineKey(version)} ${version.version} is not promoted; errors names each reason.`;
        throw new InterlockError(definition, { detail, errors: reasons.slice(0, 200) });
      }
      return await this.change.apply(tx, latest, {
        action: "PROMOTE",
        actor,
        reason,
        leavingState: "approved",
        ...(evaluation === undefined ? {} : { evaluationId: evaluation.id }),
        edit: (current, promotionId) => withPromoted(current, version, promotionId),
      });
    });
  }
}

/** The set with the version in force at its line. */
export function withPromoted(current: ServedEntries, version: ContractVersion, promotionId: string): ServedEntries {
  const line = lineKey(version);
  const entry = { line, digest: version.digest, version: version.version, state: "promoted" as const, promotionId };
  return [...current.filter((other) => other.line !== line), entry];
}
