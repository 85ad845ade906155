import type { DispatchOutcome, ForeignError } from "../../connectors/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import { bufferOrder } from "../link/buffer-order.js";
import type { TrackPlantLink } from "../link/track-plant-link.js";
import { orderProblems } from "../problems.js";
import type { AdvanceRelease } from "./advance-release.js";
import { failRelease } from "./fail-release.js";
import { refuseMootAnswers } from "./refuse-moot-answers.js";
import type { DispatchAttempt } from "./dispatch-attempt.js";
import type { ReleaseOrder } from "./release-order.js";

/** What a try to hand an order to its MES has come to, as the order's row says it. */
export type RecordedOutcome = "DISPATCHED" | "RETRY_WAIT" | "BUFFERED" | "NACKED";

/** Longest line of openReasons in the contract. */
const OPEN_REASON_LENGTH_MAX = 300;

/** Writes what the MES has answered to a dispatch, or that it did not, and what that says of the link to the plant. */
export class RecordDispatch {
  constructor(
    private readonly advance: AdvanceRelease,
    private readonly link: TrackPlantLink,
  ) {}

  /** The caller holds the order's row, which is DISPATCHING by this very try. */
  async record(
    tx: Tx,
    order: ReleaseOrder,
    attempt: DispatchAttempt,
    profile: PlantProfile,
    sent: DispatchOutcome,
  ): Promise<RecordedOutcome> {
    if (sent.outcome === "RETRYABLE") return await this.#failed(tx, order, attempt, profile, sent.error);
    await this.link.answered(tx, order, profile);
    return sent.outcome === "NACKED"
      ? await this.#refused(tx, order, attempt, sent.error)
      : await this.#dispatched(tx, order, attempt, profile);
  }

  async #failed(
    tx: Tx,
    order: ReleaseOrder,
    attempt: DispatchAttempt,
    profile: PlantProfile,
    error: ForeignError,
  ): Promise<"RETRY_WAIT" | "BUFFERED"> {
    const mustWait = await this.link.unanswered(tx, order, profile, error);
    if (!mustWait) return await this.#retryLater(tx, order, attempt, profile, error);
    await bufferOrder(tx, this.advance, order, profile);
    return "BUFFERED";
  }

  async #dispatched(
    tx: Tx,
    order: ReleaseOrder,
    attempt: DispatchAttempt,
    profile: PlantProfile,
  ): Promise<"DISPATCHED"> {
    const { revision, dispatchId, attempt: number } = attempt;
    const data = { revision, dispatchId, attempt: number, mesSystem: profile.systems.mes.name };
    const event = { name: "production-order.dispatched", data };
    await this.advance.move(tx, order, {
      action: "order:dispatched",
      syncState: "DISPATCHED",
      event,
      openReasons: [],
    });
    return "DISPATCHED";
  }

  /** The order says why it waits; a plant that cannot be reached must not be found out by its silence. */
  async #retryLater(
    tx: Tx,
    order: ReleaseOrder,
    { attempt }: DispatchAttempt,
    profile: PlantProfile,
    error: ForeignError,
  ): Promise<"RETRY_WAIT"> {
    const reason = `dispatch attempt ${attempt} to ${profile.systems.mes.name} failed with ${error.foreignCode}: ${error.text}`;
    const openReasons = [reason.slice(0, OPEN_REASON_LENGTH_MAX)];
    await this.advance.move(tx, order, { action: "order:dispatch-failed", syncState: "RETRY_WAIT", openReasons });
    return "RETRY_WAIT";
  }

  async #refused(tx: Tx, order: ReleaseOrder, { dispatchId }: DispatchAttempt, error: ForeignError): Promise<"NACKED"> {
    const data = { revision: order.revision, dispatchId, code: error.foreignCode, reason: error.text };
    const event = { name: "production-order.not-acknowledged", data };
    await this.advance.move(tx, order, {
      action: "order:refused-by-mes",
      syncState: "NACKED",
      event,
      openReasons: [],
    });
    await failRelease(tx, order, orderProblems.ORDER_NACKED, {
      detail: `The MES refused the order with ${error.foreignCode}: ${error.text}`,
    });
    await refuseMootAnswers(tx, order);
    return "NACKED";
  }
}
