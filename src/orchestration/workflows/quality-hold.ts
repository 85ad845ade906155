import type { ApplyHoldChange, ApplyUsageDecision, UsageDecision } from "../../orders/public.js";
import type { ExpireHold } from "../../quality/public.js";
import type { Clock } from "../../kernel/clock.js";
import type { FlowContext, FlowDefinition } from "../engine-port.js";

/** What has changed; every change of quality that reaches beyond its own record asks for one workflow. */
export type QualityHoldInput =
  | { readonly change: "PLACED"; readonly holdId: string; readonly operationId: string }
  | { readonly change: "ENDED"; readonly holdId: string; readonly operationId?: string }
  | ({ readonly change: "DECIDED" } & UsageDecision);

/**
 * A report that was being applied when the hold came did not see it, nor the hold what the report had made. Its
 * transaction is over by then, and the hold looks once more.
 */
const SECOND_LOOK_MS = 2_000;

/** Longest sleep in one piece; a timer of the runtime takes no more. */
const SLEEP_MS_MAX = 24 * 60 * 60 * 1000;

/** Carries a hold, its end or a usage decision to everything it reaches, and ends a hold whose time is over. */
export class QualityHold implements FlowDefinition<QualityHoldInput> {
  readonly flow = "quality-hold@1";
  readonly workflowsInFlightMax = 1000;
  readonly stepsInFlightMax = 4;

  constructor(
    private readonly holds: Pick<ApplyHoldChange, "place" | "lift">,
    private readonly decisions: Pick<ApplyUsageDecision, "apply">,
    private readonly expiry: Pick<ExpireHold, "expire">,
    private readonly clock: Clock,
    /** Told when postings may have been written or let go. */
    private readonly onApplied: () => void,
  ) {}

  async run(context: FlowContext, input: QualityHoldInput): Promise<void> {
    switch (input.change) {
      case "PLACED":
        await this.#place(context, input.holdId, input.operationId);
        break;
      case "ENDED":
        await context.step("lift", () => this.#lift(input.holdId, input.operationId));
        break;
      case "DECIDED":
        await context.step("decide", () => this.#decide(input));
    }
  }

  async #place(context: FlowContext, holdId: string, operationId: string): Promise<void> {
    const { expiresAtMs } = await context.step("place", () => this.holds.place(holdId, operationId));
    this.onApplied();
    await context.sleep(SECOND_LOOK_MS);
    await context.step("place-again", () => this.holds.place(holdId, operationId));
    this.onApplied();
    if (expiresAtMs === undefined) return;
    for (let part = 1; ; part++) {
      const leftMs = await context.step(`left-${part}`, async () => expiresAtMs - this.clock.now().getTime());
      if (leftMs <= 0) break;
      await context.sleep(Math.min(leftMs, SLEEP_MS_MAX));
    }
    await context.step("expire", () => this.expiry.expire(holdId));
  }

  async #lift(holdId: string, operationId: string | undefined): Promise<void> {
    await this.holds.lift(holdId, operationId);
    this.onApplied();
  }

  async #decide(decision: UsageDecision): Promise<void> {
    await this.decisions.apply(decision);
    this.onApplied();
  }
}
