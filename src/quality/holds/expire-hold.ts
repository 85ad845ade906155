import type { Clock } from "../../kernel/clock.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { EndHold } from "./end-hold.js";
import { lockHold } from "./hold.js";

const REASON = "Its time was over.";

/** Ends a hold whose time is over. */
export class ExpireHold {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ending: EndHold,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A hold that is over already stays as it ended; one whose release was asked for is left to whoever decides. Idempotent. */
  expire(holdId: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const hold = await lockHold(tx, holdId);
      if (hold === undefined || hold.state !== "OPEN" || hold.expiresAt === null) return;
      if (hold.expiresAt > this.clock.now()) return;
      const { correlationId, traceparent, plantCode } = hold;
      const end = { state: "EXPIRED", endedBy: "worker", reason: REASON, correlationId, traceparent } as const;
      await this.ending.end(tx, hold, end);
      await this.audit.append(tx, [
        {
          actor: "worker",
          action: "quality:expire",
          resourceType: "quality-hold",
          resourceId: holdId,
          plantCode,
          correlationId,
          before: { state: hold.state },
          after: { state: "EXPIRED" },
        },
      ]);
    });
  }
}
