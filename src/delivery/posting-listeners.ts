import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { SettledPosting } from "./posting.js";

/** What the owner of orders does when a posting is settled; called inside the transaction that settles it. */
export interface PostingListener {
  /** Locks the order's row before the posting's row: one lock order for everybody, and events in order of commits. */
  lock(tx: Tx, plantCode: string, orderNumber: string): Promise<void>;
  /** The posting has just become POSTED, PARKED or DEAD. An error undoes that. */
  onSettled(tx: Tx, posting: SettledPosting): Promise<void>;
}

/** Where the capability above puts its listener; delivery knows no orders. */
export class PostingListeners {
  #listener: PostingListener | undefined;

  register(listener: PostingListener): void {
    if (this.#listener !== undefined) throw new Error("a posting listener is registered already");
    this.#listener = listener;
  }

  /** @throws Error when nobody is registered: a settled posting would be lost on its order. */
  get listener(): PostingListener {
    if (this.#listener === undefined) throw new Error("no posting listener is registered");
    return this.#listener;
  }
}
