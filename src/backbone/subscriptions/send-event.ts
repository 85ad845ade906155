import type { Clock } from "../../kernel/clock.js";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import { type GuardedHttp, GuardedRequestError, signatureHeaders } from "../../platform/outbound/public.js";
import { type SecretBox, SecretUnreadableError } from "../../platform/secrets/public.js";
import { secretContextOf } from "./event-subscription.js";

/** Whose event is sent, and where to. */
export interface Receiver {
  readonly id: string;
  readonly url: string;
  readonly sealedSecret: string;
}

/**
 * TAKEN; LATER when the receiver as a whole is not able to answer; REFUSED when it does not want this event; GONE when it
 * wants no event any more; IMPOSSIBLE when something has to be changed here first.
 */
export type SendOutcome =
  | { readonly kind: "TAKEN" }
  | { readonly kind: "REFUSED"; readonly status: number }
  | { readonly kind: "LATER" | "GONE" | "IMPOSSIBLE"; readonly reason: string };

/**
 * Answers about the receiver and not about the event: its credentials or its address are wrong, it is busy, or too slow.
 * Giving up events for them would lose all of them.
 */
const ABOUT_THE_RECEIVER = new Set([401, 403, 404, 405, 407, 408, 421, 425, 429]);
const GONE = 410;

/** Sends one event once: a CloudEvent in structured mode (CloudEvents HTTP binding §3.2), signed as Standard Webhooks asks. */
export class SendEvent {
  constructor(
    private readonly http: GuardedHttp,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  async send(receiver: Receiver, event: CloudEvent): Promise<SendOutcome> {
    try {
      const body = JSON.stringify(event);
      const secret = this.box.open(receiver.sealedSecret, secretContextOf(receiver.id));
      const headers = {
        "content-type": "application/cloudevents+json; charset=utf-8",
        ...signatureHeaders(secret, event.id, this.clock.now(), body),
      };
      const { status } = await this.http.send({ method: "POST", url: new URL(receiver.url), headers, body });
      return judge(status);
    } catch (error) {
      return failureOf(error);
    }
  }
}

function judge(status: number): SendOutcome {
  if (status >= 200 && status <= 299) return { kind: "TAKEN" };
  if (status === GONE) return { kind: "GONE", reason: "the receiver answered 410 Gone" };
  if (status >= 400 && status <= 499 && !ABOUT_THE_RECEIVER.has(status)) return { kind: "REFUSED", status };
  return { kind: "LATER", reason: `the receiver answered ${status}` };
}

function failureOf(error: unknown): SendOutcome {
  if (error instanceof SecretUnreadableError) return { kind: "IMPOSSIBLE", reason: error.message };
  if (!(error instanceof GuardedRequestError)) throw error;
  return { kind: error.isRetryable ? "LATER" : "IMPOSSIBLE", reason: error.message };
}
