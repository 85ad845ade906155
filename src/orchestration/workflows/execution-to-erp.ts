import type { ApplyConfirmation } from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Names of one accepted report. */
export interface ExecutionInput {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly confirmationId: string;
}

/**
 * Applies one report to its order, in the sequence of its source; what it means for the ERP is written as postings in
 * the same transaction. A report whose predecessor is missing waits for it as long as the plant allows.
 */
export class ExecutionToErp implements FlowDefinition<ExecutionInput> {
  readonly flow = "execution-to-erp@1";
  readonly workflowsInFlightMax = 5000;
  readonly stepsInFlightMax = 8;

  constructor(
    private readonly confirmations: ApplyConfirmation,
    /** Told when postings may have been written. */
    private readonly onApplied: () => void,
  ) {}

  async run(context: FlowContext, input: ExecutionInput): Promise<void> {
    const first = await context.step("apply", () => this.#apply(input, false));
    if (first.outcome !== "WAITING") return;
    await context.sleep(first.waitMs);
    const second = await context.step("apply-after-gap-wait", () => this.#apply(input, true));
    if (second.outcome === "WAITING") throw new Error(`report ${input.confirmationId} waits after its wait is over`);
  }

  async #apply({ plantCode, orderNumber, confirmationId }: ExecutionInput, isGapWaitOver: boolean) {
    const outcome = await this.confirmations.apply(plantCode, orderNumber, confirmationId, isGapWaitOver);
    if (outcome.outcome === "APPLIED") this.onApplied();
    return outcome;
  }
}
