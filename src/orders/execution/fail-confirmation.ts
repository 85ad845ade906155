import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { lockOrder } from "../order-lock.js";
import { orderProblems } from "../problems.js";
import type { ConfirmationMoves } from "./confirmation-moves.js";
import { isOpen, lockConfirmation } from "./confirmation-row.js";
import { wakeFollower } from "./wake-follower.js";

const DETAIL = "Applying the report failed inside Interlock; the log has the cause under the correlation id.";

/** Parks reports whose workflow failed for good, so that nobody waits for them and the reports behind them go on. */
export class FailConfirmation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moves: ConfirmationMoves,
  ) {}

  /** Idempotent; a report that is applied or parked stays so. */
  fail(plantCode: string, orderNumber: string, confirmationId: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockOrder(tx, plantCode, orderNumber);
      const row = await lockConfirmation(tx, confirmationId);
      if (row === undefined || !isOpen(row)) return;
      await this.moves.park(tx, row, orderProblems.WORK_FAILED, { detail: DETAIL, errors: [] });
      await wakeFollower(tx, row, order?.appliedSequence[row.clientId] ?? 0);
    });
  }
}
