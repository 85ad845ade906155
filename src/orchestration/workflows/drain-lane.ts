import type { LaneDrainer } from "../../delivery/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

export interface LaneInput {
  readonly destination: string;
  readonly lane: number;
}

const DRAINS_AT_ONCE_MAX = 32;

/** Drains of one destination that a worker has under way: half, so that one slow ERP leaves room for the others. */
export const DRAINS_PER_DESTINATION_MAX = DRAINS_AT_ONCE_MAX / 2;

/**
 * Sends what is due in one lane of the posting ledger; the ledger, not the workflow, remembers how far it came. At
 * most one workflow per lane is open in the cluster (deduplication key of the lane ticker).
 */
export class DrainLane implements FlowDefinition<LaneInput> {
  readonly flow = "drain-lane@1";
  readonly workflowsInFlightMax = DRAINS_AT_ONCE_MAX;
  readonly stepsInFlightMax = DRAINS_AT_ONCE_MAX;

  constructor(private readonly drainer: Pick<LaneDrainer, "drain">) {}

  async run(context: FlowContext, { destination, lane }: LaneInput): Promise<void> {
    await context.step("drain", async () => {
      await this.drainer.drain(destination, lane);
    });
  }
}
