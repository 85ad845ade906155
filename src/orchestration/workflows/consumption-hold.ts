import type { ConsumptionHold, HoldConsumption } from "../../movements/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Holds an order whose consumption of a component has become critical, where its plant wants that. */
export class PlaceConsumptionHold implements FlowDefinition<ConsumptionHold> {
  readonly flow = "consumption-hold@1";
  readonly workflowsInFlightMax = 100;
  readonly stepsInFlightMax = 2;

  constructor(private readonly holds: Pick<HoldConsumption, "place">) {}

  async run(context: FlowContext, hold: ConsumptionHold): Promise<void> {
    await context.step("place", () => this.holds.place(hold));
  }
}
