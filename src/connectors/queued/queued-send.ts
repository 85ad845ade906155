import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../kernel/clock.js";
import type { ErpDocumentRef, PostingDocument, SendOutcome } from "../connector.js";
import { OutboundFailure } from "../outbound-http.js";
import { classed, outcomeOfFailure, refusal } from "../send-outcome.js";

/** What an ERP says of a message in its queue. */
export type QueuedState =
  /** The ERP has no message with the key, or a person has cancelled it: it will surely not be booked. */
  | { readonly state: "ABSENT" }
  | { readonly state: "WAITING" }
  | { readonly state: "BOOKED"; readonly document: ErpDocumentRef }
  | { readonly state: "FAILED"; readonly foreignCode: string; readonly text: string };

/** An ERP that stores messages at once and books them later. */
export interface QueuedErp {
  /** True when a failed message may be put again; false when the ERP could still take the failed one up itself. */
  readonly canRepeatFailed: boolean;
  /** @throws OutboundFailure when it cannot be known now */
  state(externalKey: string): Promise<QueuedState>;
  /** Puts the message into the queue. @returns an outcome when the queue itself has refused it */
  put(document: PostingDocument, externalKey: string): Promise<SendOutcome | undefined>;
}

const POLL_MS_MIN = 20;
const POLL_MS_MAX = 500;

/** Sends to an ERP that books later: APPLIED and REJECTED are what the booking said, not what the queue said. */
export class QueuedSend {
  constructor(
    private readonly erp: QueuedErp,
    private readonly errorMap: Readonly<Record<string, string>>,
    private readonly timeoutMs: number,
    private readonly clock: Clock,
  ) {}

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    try {
      const untilMs = this.clock.monotonicMs() + this.timeoutMs;
      const before = await this.erp.state(externalKey).catch(notSent);
      if (before.state === "BOOKED") return { outcome: "DUPLICATE", document: before.document };
      if (before.state === "FAILED" && !this.erp.canRepeatFailed) return this.#failed(before);
      const refused = before.state === "WAITING" ? undefined : await this.erp.put(document, externalKey);
      return refused ?? (await this.#booked(externalKey, untilMs));
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  /** @throws OutboundFailure while the message waits: it may be booked at any moment */
  async find(externalKey: string): Promise<ErpDocumentRef | undefined> {
    const now = await this.erp.state(externalKey);
    if (now.state === "WAITING") throw new OutboundFailure("the message still waits to be booked", false, undefined);
    return now.state === "BOOKED" ? now.document : undefined;
  }

  /** Waits for the booking. Whatever goes wrong from here on, the message is in the queue. */
  async #booked(externalKey: string, untilMs: number): Promise<SendOutcome> {
    for (let pauseMs = POLL_MS_MIN; ; pauseMs = Math.min(pauseMs * 2, POLL_MS_MAX)) {
      const now = await this.erp.state(externalKey).catch(() => WAITING);
      if (now.state === "BOOKED") return { outcome: "APPLIED", document: now.document };
      if (now.state === "FAILED") return this.#failed(now);
      if (this.clock.monotonicMs() + pauseMs > untilMs) break;
      await wait(pauseMs);
    }
    const text = `The message is in the queue and was not booked within ${this.timeoutMs} ms.`;
    return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", "queued", text);
  }

  #failed({ foreignCode, text }: Extract<QueuedState, { readonly state: "FAILED" }>): SendOutcome {
    return classed(this.errorMap[foreignCode] ?? "ERP_REJECTED", foreignCode, text);
  }
}

const WAITING: QueuedState = { state: "WAITING" };

/** The look-up before the send failed: the message itself has not left. */
function notSent(error: unknown): never {
  if (!(error instanceof OutboundFailure)) throw error;
  throw new OutboundFailure(error.message, false, error);
}
