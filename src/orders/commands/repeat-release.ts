import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { releaseWorkflowId } from "../release/release-workflow-id.js";
import type { SyncState } from "../states.js";
import type { CommandedOrder, StoredCommand } from "./commanded-order.js";
import type { MoveOrder } from "./move-order.js";

/** The order's operation status becomes that of the command: it ends when the MES has answered. */
const REPEAT = `
  UPDATE il.production_order SET sync_state = $3, release_run = release_run + 1, operation_id = $4, dispatch_id = NULL,
    dispatch_attempts = 0, findings = '[]', open_reasons = '[]', version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/**
 * Releases the present revision once more, by a workflow of its own: the one before has ended, and an ended workflow is
 * not started twice under its id.
 */
export class RepeatRelease {
  constructor(private readonly moves: MoveOrder) {}

  /** @param syncState VALIDATING to begin with the checks, DISPATCH_FAILED to begin with the dispatch */
  async run(tx: Tx, order: CommandedOrder, command: StoredCommand, syncState: SyncState): Promise<void> {
    const { plantCode, orderNumber, revision } = order;
    const releaseRun = order.releaseRun + 1;
    await tx.query(REPEAT, [plantCode, orderNumber, syncState, command.operationId]);
    await this.moves.record(tx, order, command, { syncState, releaseRun });
    const workflowId = releaseWorkflowId({ plantCode, orderNumber, revision, releaseRun });
    await appendEngineCommands(tx, [startCommand("order-release@1", workflowId, { plantCode, orderNumber, revision })]);
  }
}
