import type { ConnectorRegistry, DispatchOutcome, ForeignError } from "../../connectors/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory, PlantProfile } from "../../plants/public.js";
import { type AdvanceRelease, SUPERSEDED } from "./advance-release.js";
import type { DispatchAttempt } from "./dispatch-attempt.js";
import { mapOrderForMes } from "./map-order-for-mes.js";
import { RecordDispatch, type RecordedOutcome } from "./record-dispatch.js";
import { dispatchDelayMs } from "./release-backoff.js";
import type { ReleaseOrder } from "./release-order.js";
import { explainOperation } from "../../platform/operations/operation-status.js";
import { bufferOrder } from "../link/buffer-order.js";
import { offlinePolicyOf } from "../link/plant-link.js";
import type { TrackPlantLink } from "../link/track-plant-link.js";
import { readAcknowledgement } from "./stored-acknowledgement.js";

export type DispatchResult =
  | { readonly outcome: "DISPATCHED"; readonly ackTimeoutMs: number }
  | { readonly outcome: "RETRY_WAIT"; readonly delayMs: number; readonly isLast: boolean; readonly reason: string }
  /** The plant cannot be reached; the release is woken when it can, and asks again by itself after the delay. */
  | { readonly outcome: "BUFFERED"; readonly delayMs: number }
  | { readonly outcome: "NACKED" | typeof SUPERSEDED };

type Begun =
  | { readonly step: "SEND"; readonly order: ReleaseOrder }
  /** The MES has answered a try whose own result was lost. */
  | { readonly step: "ANSWERED" }
  /** The plant cannot be reached, and this order is not the one that asks. */
  | { readonly step: "WAITING" }
  /** This very try was recorded before. */
  | { readonly step: "RECORDED"; readonly outcome: RecordedOutcome };

/** A waiting order looks after its plant by itself this many probe intervals later: the one that asks wakes it before. */
const WAITING_PROBES_MAX = 10;

/** Hands validated orders to the MES of their plant (domain §5(a) 13-14). */
export class ReleaseDispatch {
  readonly #recording: RecordDispatch;

  constructor(
    private readonly advance: AdvanceRelease,
    private readonly plants: PlantDirectory,
    private readonly connectors: ConnectorRegistry,
    private readonly random: () => number,
    private readonly link: TrackPlantLink,
  ) {
    this.#recording = new RecordDispatch(advance, link);
  }

  /** Idempotent by attempt: a try that was recorded is not made again, one that was not is repeated with its id. */
  async dispatch(attempt: DispatchAttempt): Promise<DispatchResult> {
    const profile = await this.#profile(attempt.plantCode);
    const begun = await this.advance.run(attempt, (tx, order) => this.#begin(tx, order, attempt, profile));
    if (begun === SUPERSEDED) return { outcome: SUPERSEDED };
    if (begun.step === "WAITING") return { outcome: "BUFFERED", delayMs: this.#waitingDelayMs(profile) };
    if (begun.step === "RECORDED") return this.#result(attempt, profile, begun.outcome);
    const outcome: DispatchOutcome =
      begun.step === "SEND" ? await this.#send(begun.order, attempt, profile) : { outcome: "DISPATCHED" };
    return await this.#record(attempt, profile, outcome);
  }

  async #begin(
    tx: Tx,
    order: ReleaseOrder,
    { dispatchId, attempt }: DispatchAttempt,
    profile: PlantProfile,
  ): Promise<Begun> {
    if (hasGoneOn(order) || (order.dispatchAttempts >= attempt && order.syncState !== "DISPATCHING")) {
      return { step: "RECORDED", outcome: recordedOutcome(order) };
    }
    const isAnswered = (await readAcknowledgement(tx, order, dispatchId)) !== undefined;
    if (order.syncState !== "DISPATCHING") {
      if (!isAnswered && (await this.link.mustWait(tx, order, profile))) {
        await bufferOrder(tx, this.advance, order, profile);
        return { step: "WAITING" };
      }
      const syncState = "DISPATCHING";
      await this.advance.move(tx, order, {
        action: "order:dispatch",
        syncState,
        dispatchId,
        dispatchAttempts: attempt,
      });
      if (order.syncState === "BUFFERED") await explainOperation(tx, order.operationId, undefined);
    }
    return isAnswered ? { step: "ANSWERED" } : { step: "SEND", order };
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
      return await this.#recording.record(tx, order, attempt, profile, sent);
    });
    if (recorded === SUPERSEDED) return { outcome: SUPERSEDED };
    return this.#result(attempt, profile, recorded, sent.outcome === "DISPATCHED" ? undefined : sent.error);
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
    // The order that has asked goes on asking; so one of them does even when the others sleep.
    if (outcome === "BUFFERED") return { outcome, delayMs: probeMsOf(profile) };
    const delayMs = dispatchDelayMs(profile.retry, failures + 1, this.random);
    const reason = error === undefined ? "unknown" : `${error.foreignCode}: ${error.text}`;
    return { outcome, delayMs, isLast: failures + 1 >= dispatchAttemptsMax, reason };
  }

  #waitingDelayMs(profile: PlantProfile): number {
    return Math.round(probeMsOf(profile) * (WAITING_PROBES_MAX / 2) * (1 + this.random()));
  }

  async #profile(plantCode: string): Promise<PlantProfile> {
    const profile = await this.plants.profile(plantCode);
    if (profile === undefined) throw new Error(`plant ${plantCode} of a validated order has no profile`);
    return profile;
  }
}

/**
 * True when the order is on its way or answered. Another run of the same workflow, taken for dead, may have brought it
 * there by a try whose result this one never saw.
 */
function hasGoneOn({ syncState }: ReleaseOrder): boolean {
  return syncState === "DISPATCHED" || syncState === "ACKNOWLEDGED" || syncState === "NACKED";
}

function recordedOutcome(order: ReleaseOrder): RecordedOutcome {
  const { syncState } = order;
  if (syncState === "RETRY_WAIT" || syncState === "NACKED" || syncState === "BUFFERED") return syncState;
  return "DISPATCHED";
}

function probeMsOf(profile: PlantProfile): number {
  return (offlinePolicyOf(profile)?.probeSeconds ?? 0) * 1000;
}
