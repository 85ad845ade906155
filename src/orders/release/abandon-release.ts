import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { orderProblems } from "../problems.js";
import { failRelease } from "./fail-release.js";
import { refuseMootAnswers } from "./refuse-moot-answers.js";
import { type ReleaseReference, lockRelease } from "./release-order.js";

const DETAIL = "The release failed inside Interlock; the log has the cause under the correlation id.";

/** Ends releases whose workflow failed for good, so that nobody waits for them. */
export class AbandonRelease {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** Idempotent. The order keeps its syncState, which tells how far the release came. */
  abandon(reference: ReleaseReference): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockRelease(tx, reference);
      await refuseMootAnswers(tx, reference);
      if (order === undefined) return;
      await failRelease(tx, order, orderProblems.WORK_FAILED, { detail: DETAIL });
      const { id, plantCode, correlationId, traceparent, state, syncState, revision } = order;
      await this.audit.append(tx, [
        {
          actor: "worker",
          action: "order:abandon-release",
          resourceType: "production-order",
          resourceId: id,
          plantCode,
          correlationId,
          traceparent,
          after: { state, syncState, revision, code: orderProblems.WORK_FAILED.code },
        },
      ]);
    });
  }
}
