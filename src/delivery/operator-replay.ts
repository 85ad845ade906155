import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { replayedEvent } from "./operator-events.js";
import { lockStopped } from "./operator-stopped.js";
import type { Posting } from "./posting.js";
import type { PostingListeners } from "./posting-listeners.js";
import type { ReleaseParkedPosting } from "./release-parked-posting.js";

/** Lets a stopped posting go again on behalf of a replay, and tells of it. */
export class ReplayPosting {
  constructor(
    private readonly releasing: ReleaseParkedPosting,
    private readonly listeners: PostingListeners,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param replay whose turn it is
   * @throws InterlockError POSTING_NOT_FOUND, POSTING_NOT_PARKED
   */
  async run(
    tx: Tx,
    postingId: string,
    replay: { readonly id: string; readonly requestedBy: string; readonly reason: string },
  ): Promise<Posting> {
    const before = await lockStopped(tx, this.listeners, postingId);
    const released = await this.releasing.run(tx, postingId, replay.requestedBy, replay.reason);
    await this.outbox.append(tx, [replayedEvent(before, replay.id)]);
    return released;
  }
}
