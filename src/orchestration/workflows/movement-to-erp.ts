import type { ApplyMovement, FailMovement } from "../../movements/public.js";
import { orderProblems } from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Name of one accepted movement. */
export interface MovementInput {
  readonly movementId: string;
}

/**
 * Checks one movement and writes its posting in the same transaction; the lanes of the posting ledger do the rest. A
 * movement whose order is not ready yet is started again when it is.
 */
export class MovementToErp implements FlowDefinition<MovementInput> {
  readonly flow = "movement-to-erp@1";
  readonly workflowsInFlightMax = 5000;
  readonly stepsInFlightMax = 8;

  constructor(
    private readonly movements: Pick<ApplyMovement, "apply">,
    private readonly failures: Pick<FailMovement, "fail">,
    /** Told when a posting may have been written. */
    private readonly onApplied: () => void,
  ) {}

  async run(context: FlowContext, { movementId }: MovementInput): Promise<void> {
    await context.step("apply", async () => {
      const outcome = await this.movements.apply(movementId);
      if (outcome === "APPLIED") this.onApplied();
      return outcome;
    });
  }

  /** Parks the movement: it changed nothing, and a person has to see it. */
  async onFailed({ movementId }: MovementInput): Promise<void> {
    await this.failures.fail(movementId, orderProblems.WORK_FAILED);
  }
}
