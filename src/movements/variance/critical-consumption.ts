import type { PostingLedger } from "../../delivery/public.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import type { ConsumptionHold } from "./hold-consumption.js";

/** The order whose consumption has become critical, and what led to it. */
export interface CriticalSubject {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Does what a plant wants done when the consumption of a component line becomes critical (setting variance.onCritical). */
export class CriticalConsumption {
  constructor(
    private readonly ledger: Pick<PostingLedger, "expedite">,
    private readonly ids: UlidFactory,
  ) {}

  /** In the transaction that found it; the caller holds the lock of the order and has written the event, which is the alert. */
  async act(tx: Tx, subject: CriticalSubject, componentLine: string, profile: PlantProfile): Promise<void> {
    const actions = profile.variance?.onCritical ?? [];
    const { correlationId, traceparent } = subject;
    if (actions.includes("POST_RT")) {
      const reason = `The consumption of component line ${componentLine} is critical.`;
      await this.ledger.expedite(tx, subject, { reason, policy: profile, correlationId, traceparent });
    }
    if (actions.includes("HOLD")) await this.#askForHold(tx, subject, componentLine);
  }

  /**
   * By a workflow of its own: a hold locks its plant before its orders, and this transaction has an order already. The id of
   * the hold is decided here, so that a repeated step places no second one.
   */
  async #askForHold(tx: Tx, subject: CriticalSubject, componentLine: string): Promise<void> {
    const { correlationId, orderNumber, plantCode, traceparent } = subject;
    const input: ConsumptionHold = {
      holdId: this.ids.next(),
      plantCode,
      orderNumber,
      componentLine,
      correlationId,
      traceparent,
    };
    const workflowId = `consumption-hold:${plantCode}/${orderNumber}:${input.holdId}`;
    await appendEngineCommands(tx, [startCommand("consumption-hold@1", workflowId, { ...input })]);
  }
}
