import type { Tx } from "../platform/persistence/unit-of-work.js";
import { settledMembers } from "./aggregation/settled-members.js";
import type { SettledPosting } from "./posting.js";

/** What the owner of orders or movements does when a posting is settled; called inside the transaction that settles it. */
export interface PostingListener {
  /**
   * Locks what the posting is about before the posting's row: one lock order for everybody, and events in order of
   * commits. @param orderNumber key of the lane inside the plant: an order, or a movement without one
   */
  lock(tx: Tx, plantCode: string, orderNumber: string): Promise<void>;
  /**
   * The posting has just become POSTED, PARKED or DEAD. An error undoes that. Of an aggregate each member is told of, for
   * only they are known above.
   */
  onSettled(tx: Tx, posting: SettledPosting): Promise<void>;
}

/** Where the capabilities above put their listeners; delivery knows neither orders nor movements. */
export class PostingListeners {
  readonly #listeners: PostingListener[] = [];

  register(listener: PostingListener): void {
    this.#listeners.push(listener);
  }

  /**
   * All listeners as one: everybody locks before anybody changes something.
   * @throws Error when nobody is registered: a settled posting would be lost on its order.
   */
  get listener(): PostingListener {
    if (this.#listeners.length === 0) throw new Error("no posting listener is registered");
    return {
      lock: async (tx, plantCode, orderNumber) => {
        for (const listener of this.#listeners) await listener.lock(tx, plantCode, orderNumber);
      },
      onSettled: async (tx, posting) => {
        for (const settled of await settledMembers(tx, posting)) {
          for (const listener of this.#listeners) await listener.onSettled(tx, settled);
        }
      },
    };
  }
}
