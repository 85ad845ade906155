import type { Logger } from "pino";
import {
  type ApplyConfirmation,
  type ApplyOutcome,
  type FailConfirmation,
  PredecessorError,
} from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";
import { isTransient } from "../transient-error.js";

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
    private readonly confirmations: Pick<ApplyConfirmation, "apply">,
    private readonly failures: Pick<FailConfirmation, "fail">,
    private readonly logger: Logger,
    /** Told when postings may have been written. */
    private readonly onApplied: () => void,
  ) {}

  async run(context: FlowContext, input: ExecutionInput): Promise<void> {
    const turn = `${input.plantCode}/${input.orderNumber}`;
    const first = await context.step("apply", () => this.#apply(input, false), turn);
    if (first.outcome !== "WAITING") return;
    await context.sleep(first.waitMs);
    const second = await context.step("apply-after-gap-wait", () => this.#apply(input, true), turn);
    if (second.outcome === "WAITING") throw new Error(`report ${input.confirmationId} waits after its wait is over`);
  }

  /** Parks the report: it changed nothing, and a person has to see it. */
  async onFailed({ plantCode, orderNumber, confirmationId }: ExecutionInput): Promise<void> {
    await this.failures.fail(plantCode, orderNumber, confirmationId);
  }

  /** A report before this one that fails for good is parked, as its own workflow would do; this one is not to blame. */
  async #apply(input: ExecutionInput, isGapWaitOver: boolean): Promise<ApplyOutcome> {
    const { plantCode, orderNumber, confirmationId } = input;
    for (;;) {
      try {
        const outcome = await this.confirmations.apply(plantCode, orderNumber, confirmationId, isGapWaitOver);
        this.onApplied();
        return outcome;
      } catch (error) {
        if (!(error instanceof PredecessorError)) throw error;
        if (isTransient(error.cause)) throw error.cause;
        this.logger.error({ event: "confirmation.failed", err: error, ...input });
        await this.failures.fail(plantCode, orderNumber, error.confirmationId);
      }
    }
  }
}
