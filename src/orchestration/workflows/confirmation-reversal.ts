import type { ApplyReversal, ReversalReference } from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Takes one confirmation back; what it means for the ERP is written as postings in the same transaction. */
export class ConfirmationReversal implements FlowDefinition<ReversalReference> {
  readonly flow = "confirmation-reversal@1";
  readonly workflowsInFlightMax = 500;
  readonly stepsInFlightMax = 4;

  constructor(
    private readonly reversals: Pick<ApplyReversal, "run" | "abandon">,
    /** Told when postings may have been written. */
    private readonly onApplied: () => void,
  ) {}

  async run(context: FlowContext, input: ReversalReference): Promise<void> {
    await context.step("apply", () => this.reversals.run(input));
    this.onApplied();
  }

  async onFailed(input: ReversalReference): Promise<void> {
    await this.reversals.abandon(input);
  }
}
