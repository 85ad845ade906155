import type { ApplySnapshot } from "../../movements/public.js";
import { orderProblems } from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Name of one accepted stock snapshot. */
export interface SnapshotInput {
  readonly snapshotId: string;
}

/** Brings the balances of one snapshot into force. */
export class StockSnapshot implements FlowDefinition<SnapshotInput> {
  readonly flow = "stock-snapshot@1";
  readonly workflowsInFlightMax = 500;
  readonly stepsInFlightMax = 2;

  constructor(private readonly snapshots: Pick<ApplySnapshot, "apply" | "fail">) {}

  async run(context: FlowContext, { snapshotId }: SnapshotInput): Promise<void> {
    await context.step("apply", () => this.snapshots.apply(snapshotId));
  }

  async onFailed({ snapshotId }: SnapshotInput): Promise<void> {
    await this.snapshots.fail(snapshotId, orderProblems.WORK_FAILED);
  }
}
