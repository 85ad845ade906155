import type { CarryOutCommand, CommandReference } from "../../orders/public.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** Carries out one accepted command on an order: cancel, close, reopen, abort, revalidate, redispatch. */
export class OrderCommand implements FlowDefinition<CommandReference> {
  readonly flow = "order-command@1";
  readonly workflowsInFlightMax = 500;
  readonly stepsInFlightMax = 4;

  constructor(private readonly commands: Pick<CarryOutCommand, "run" | "abandon">) {}

  async run(context: FlowContext, input: CommandReference): Promise<void> {
    await context.step("carry-out", () => this.commands.run(input));
  }

  async onFailed(input: CommandReference): Promise<void> {
    await this.commands.abandon(input);
  }
}
