import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PostingLedger } from "../posting-ledger.js";
import type { PostingListeners } from "../posting-listeners.js";
import type { WindowKey } from "./aggregation-windows.js";
import { ENDED_WINDOWS } from "./window.statement.js";

/** Orders of one round; each has a transaction of its own, so that a stopping process does not wait for long. */
const ORDERS_PER_ROUND = 50;

/** Puts together what has waited until the end of its window. Any number of processes may do it. */
export class CloseEndedWindows {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Pick<PostingLedger, "windows">,
    private readonly listeners: PostingListeners,
    private readonly clock: Clock,
  ) {}

  /** @returns whether there was a window to close */
  async round(): Promise<boolean> {
    const keys = await this.unitOfWork.read<WindowKey>(ENDED_WINDOWS, [this.clock.now(), ORDERS_PER_ROUND]);
    for (const key of keys) {
      await this.unitOfWork.run(async (tx) => {
        await this.listeners.listener.lock(tx, key.plantCode, key.orderNumber);
        await this.ledger.windows.close(tx, key);
      });
    }
    return keys.length > 0;
  }
}
