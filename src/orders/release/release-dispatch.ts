import type { ConnectorRegistry, DispatchOutcome, ForeignError } from "../../connectors/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory, PlantProfile } from "../../plants/public.js";
import { type AdvanceRelease, SUPERSEDED } from "./advance-release.js";
import { mapOrderForMes } from "./map-order-for-mes.js";
import { dispatchDelayMs } from "./release-backoff.js";
import type { ReleaseOrder, ReleaseReference } from "./release-order.js";
import { orderProblems } from "../problems.js";
import { failRelease } from "./fail-release.js";
import { refuseMootAnswers } from "./refuse-moot-answers.js";
import { readAcknowledgement } from "./stored-acknowledgement.js";

/** One try to hand an order to its MES. */
export interface DispatchAttempt extends ReleaseReference {
  /** The same for every try of the revision: the MES knows a repetition by it. */
  readonly dispatchId: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Tries that failed since the MES last took the order. */
  readonly failures: number;
}

export type DispatchResult =
  | { readonly outcome: "DISPATCHED"; readonly ackTimeoutMs: number }
  | { readonly outcome: "RETRY_WAIT"; readonly delayMs: number; readonly isLast: boolean; readonly reason: string }
  | { readonly outcome: "NACKED" | typeof SUPERSEDED };

type RecordedOutcome = "DISPATCHED" | "RETRY_WAIT" | "NACKED";

type Begun =
  | { readonly step: "SEND"; readonly order: ReleaseOrder }
  /** The MES has answered a try whose own result was lost. */
  | { readonly step: "ANSWERED" }
  /** This very try was recorded before. */
  | { readonly step: "RECORDED"; readonly outcome: RecordedOutcome };

/** Longest line of openReasons in the contract. */
const OPEN_REASON_LENGTH_MAX = 300;

/** Hands validated orders to the MES of their plant (domain §5(a) 13-14). */
export class ReleaseDispatch {
  constructor(
    private readonly advance: AdvanceRelease,
    private readonly plants: PlantDirectory,
    private readonly connectors: ConnectorRegistry,
    private readonly random: () => number,
  ) {}

  /** Idempotent by attempt: a try that was recorded is not made again, one that was not is repeated with its id. */
  async dispatch(attempt: DispatchAttempt): Promise<DispatchResult> {
    const profile = await this.#profile(attempt.plantCode);
    const begun = await this.advance.run(attempt, (tx, order) => this.#begin(tx, order, attempt));
    if (begun === SUPERSEDED) return { outcome: SUPERSEDED };
    if (begun.step === "RECORDED") return this.#result(attempt, profile, begun.outcome);
    const outcome: DispatchOutcome =
      begun.step === "SEND" ? await this.#send(begun.order, attempt, profile) : { outcome: "DISPATCHED" };
    return await this.#record(attempt, profile, outcome);
  }

  async #begin(tx: Tx, order: ReleaseOrder, { dispatchId, attempt }: DispatchAttempt): Promise<Begun> {
    if (order.dispatchAttempts >= attempt && order.syncState !== "DISPATCHING") {
      return { step: "RECORDED", outcome: recordedOutcome(order) };
    }
    const isFirstTime = order.syncState !== "DISPATCHING";
    if (isFirstTime) {
      const move = {
        action: "order:dispatch",
        syncState: "DISPATCHING",
        dispatchId,
        dispatchAttempts: attempt,
      } as const;
      await this.advance.move(tx, order, move);
    }
    const acknowledgement = await readAcknowledgement(tx, order, dispatchId);
    return acknowledgement === undefined ? { step: "SEND", order } : { step: "ANSWERED" };
  }

  #send(order: ReleaseOrder, { dispatchId }: DispatchAttempt, profile: PlantProfile): Promise<DispatchOutcome> {
    const document = mapOrderForMes(order.document, profile.mappings);
    return this.connectors.mes(profile).dispatch({ dispatchId, revision: order.revision, order: document });
  }

  async #record(attempt: DispatchAttempt, profile: PlantProfile, sent: DispatchOutcome): Promise<DispatchResult> {
    const recorded = await this.advance.run(attempt, async (tx, order) => {
      // A run of the same workflow that was taken for dead may have recorded this try meanwhile.
      if (order.syncState !== "DISPATCHING" || order.dispatchAttempts !== attempt.attempt)
        return recordedOutcome(order);
      if (sent.outcome === "DISPATCHED") return await this.#dispatched(tx, order, attempt, profile);
      return sent.outcome === "NACKED"
        ? await this.#refused(tx, order, attempt, sent.error)
        : await this.#retryLater(tx, order, attempt, profile, sent.error);
    });
    if (recorded === SUPERSEDED) return { outcome: SUPERSEDED };
    return this.#result(attempt, profile, recorded, sent.outcome === "DISPATCHED" ? undefined : sent.error);
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

  #result(
    { failures }: DispatchAttempt,
    profile: PlantProfile,
    outcome: RecordedOutcome,
    error?: ForeignError,
  ): DispatchResult {
    const { ackTimeoutSeconds, dispatchAttemptsMax } = profile.systems.mes;
    if (outcome === "NACKED") return { outcome };
    if (outcome === "DISPATCHED") return { outcome, ackTimeoutMs: ackTimeoutSeconds * 1000 };
    const delayMs = dispatchDelayMs(profile.retry, failures + 1, this.random);
    const reason = error === undefined ? "unknown" : `${error.foreignCode}: ${error.text}`;
    return { outcome, delayMs, isLast: failures + 1 >= dispatchAttemptsMax, reason };
  }

  async #profile(plantCode: string): Promise<PlantProfile> {
    const profile = await this.plants.profile(plantCode);
    if (profile === undefined) throw new Error(`plant ${plantCode} of a validated order has no profile`);
    return profile;
  }
}

function recordedOutcome(order: ReleaseOrder): RecordedOutcome {
  if (order.syncState === "RETRY_WAIT" || order.syncState === "NACKED") return order.syncState;
  return "DISPATCHED";
}
