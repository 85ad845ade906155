import type { Logger } from "pino";
import { AdaptiveLoop } from "../../platform/loops/adaptive-loop.js";
import type { EventFollower } from "../event-follower.js";
import type { ActiveSubscription } from "./event-subscription.js";
import type { SubscriptionStore } from "./subscription-store.js";

const LOOK_MS = 1_000;

interface Running {
  readonly follower: EventFollower;
  readonly updatedAt: string;
}

/** Keeps a follower for each active subscription in a worker process; which process sends is decided by their places. */
export class SubscriptionRunner {
  readonly #running = new Map<string, Running>();
  readonly #loop: AdaptiveLoop;

  constructor(
    private readonly store: SubscriptionStore,
    private readonly follow: (subscription: ActiveSubscription) => EventFollower,
    logger: Logger,
  ) {
    const settings = { name: "event subscriptions", busyMs: LOOK_MS, idleMs: LOOK_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.#round(), logger);
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.all([...this.#running.keys()].map((id) => this.#end(id)));
  }

  async #round(): Promise<boolean> {
    const active = await this.store.active();
    const current = new Map(active.map((subscription) => [subscription.id, subscription.updatedAt]));
    const ended = [...this.#running].filter(([id, { updatedAt }]) => current.get(id) !== updatedAt);
    await Promise.all(ended.map(([id]) => this.#end(id)));
    for (const subscription of active) if (!this.#running.has(subscription.id)) this.#begin(subscription);
    return false;
  }

  #begin(subscription: ActiveSubscription): void {
    const follower = this.follow(subscription);
    this.#running.set(subscription.id, { follower, updatedAt: subscription.updatedAt });
    follower.start();
  }

  async #end(id: string): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    await running?.follower.stop();
  }
}
