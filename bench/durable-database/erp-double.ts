import { setTimeout as delay } from "node:timers/promises";
import type { ErpConnector, ErpDocumentRef, PostingDocument, SendOutcome } from "../../src/connectors/public.js";

const ANSWER_MS = 5;

/** An ERP in this process: answers after a fixed time, refuses the poisoned order and remembers what came, in order. */
export class ErpDouble implements ErpConnector {
  readonly capabilities = { idempotencyKey: true, readBack: true, batch: false, maxRate: undefined };
  /** Texts of the documents of an order, in the order of their arrival. */
  readonly arrivals = new Map<string, string[]>();
  poisonedOrder: string | undefined;
  #count = 0;

  /** Documents that were taken. */
  get count(): number {
    return this.#count;
  }

  probe(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    await delay(ANSWER_MS);
    if (document.orderNumber === this.poisonedOrder) {
      return { outcome: "REJECTED", error: { code: "POSTING_PERIOD_CLOSED", foreignCode: "M7/053", text: "closed" } };
    }
    const arrived = this.arrivals.get(document.orderNumber) ?? [];
    this.arrivals.set(document.orderNumber, arrived);
    arrived.push(document.occurredAt);
    this.#count++;
    return { outcome: "APPLIED", document: { number: externalKey } };
  }

  find(): Promise<ErpDocumentRef | undefined> {
    return Promise.resolve(undefined);
  }

  forget(): void {
    this.arrivals.clear();
    this.#count = 0;
    this.poisonedOrder = undefined;
  }
}
