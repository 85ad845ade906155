import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import type { FeedQuery, PublishedEvent } from "../../platform/messaging/event-feed.js";
import type { EventHandler } from "../event-follower.js";
import { type ActiveSubscription, followerOf } from "./event-subscription.js";
import type { EventSelection } from "./event-selection.js";
import type { RetryPause } from "./retry-pause.js";
import type { SendEvent } from "./send-event.js";
import type { SetAside } from "./set-aside.js";
import { intersect, type SubscriberScope } from "./subscriber-scope.js";
import type { SubscriptionStore } from "./subscription-store.js";

/** Keys sent at once to one receiver. */
const KEYS_AT_ONCE = 8;
/** Tries of an event that its receiver refuses, some eight seconds in all: what it waits for may be on its way. */
const ATTEMPTS_MAX = 6;

/** What delivering needs besides the subscription. */
export class DeliveryParts {
  constructor(
    readonly sender: SendEvent,
    readonly setAside: SetAside,
    readonly scope: SubscriberScope,
    readonly store: SubscriptionStore,
  ) {}
}

/** Why a page was not taken as a whole. */
class PageNotTaken extends Error {
  override readonly name = "PageNotTaken";
}

/**
 * Delivers a page of events to one receiver: keys beside each other, the events of a key one after the other. What was
 * taken is not sent again while this process holds the place; after a crash it may be, with the same webhook-id.
 */
export class WebhookHandler implements EventHandler {
  readonly name: string;
  readonly pageRows = 100;
  #done = new Set<string>();
  readonly #attempts = new Map<string, number>();
  #taken = 0;
  #isEnded = false;
  /** Why the present page will come again; undefined as long as it will not. */
  #failure: PageNotTaken | undefined;
  /** Nothing more of the present page is sent. */
  #isHalted = false;

  constructor(
    private readonly subscription: ActiveSubscription,
    private readonly selection: EventSelection,
    private readonly pause: RetryPause,
    private readonly parts: DeliveryParts,
  ) {
    this.name = followerOf(subscription.id);
  }

  /** Asked before every page, so that nothing leaves that the owner may no longer see. */
  async admit(): Promise<FeedQuery | undefined> {
    if (this.#isEnded || !this.pause.isOver) return undefined;
    const { owner, plants } = this.subscription;
    const admitted = intersect(plants, await this.parts.scope.plantsOf(owner));
    if (admitted === "*" || admitted.length > 0) return { plants: admitted, type: undefined, partitionKey: undefined };
    await this.#end("SUSPENDED", `its owner ${owner} no longer holds event:subscribe in its plants`);
    return undefined;
  }

  async take(events: readonly PublishedEvent[], lost: AbortSignal): Promise<void> {
    this.#done = new Set(events.flatMap(({ position }) => (this.#done.has(position) ? [position] : [])));
    this.#begin();
    const queues = [...Map.groupBy(events, ({ event }) => event.partitionkey).values()];
    const drain = async (): Promise<void> => {
      for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) await this.#takeKey(queue, lost);
    };
    // Each of them ends before the page does: what is still under way must not meet the next page.
    const results = await Promise.allSettled(Array.from({ length: KEYS_AT_ONCE }, drain));
    await this.#countTaken();
    for (const result of results) if (result.status === "rejected") this.#halt(String(result.reason));
    if (this.#failure === undefined) return this.pause.succeed();
    this.pause.fail();
    throw this.#failure;
  }

  /** Ends at the first event that is not taken: those behind it of the same key wait for it. */
  async #takeKey(events: readonly PublishedEvent[], lost: AbortSignal): Promise<void> {
    for (const { position, event } of events) {
      if (this.#done.has(position)) continue;
      if (lost.aborted) this.#halt("another process has taken over");
      if (this.#isHalted) return;
      const selected = this.selection.select(event);
      if (selected !== undefined && !(await this.#deliver(position, selected))) return;
      this.#done.add(position);
    }
  }

  /** False when the event has to come again. */
  async #deliver(position: string, event: CloudEvent): Promise<boolean> {
    const outcome = await this.parts.sender.send(this.subscription, event);
    if (outcome.kind === "REFUSED") return await this.#refuse(position, event, outcome.status);
    if (outcome.kind === "TAKEN") {
      this.#taken++;
      this.#attempts.delete(position);
      return true;
    }
    this.#halt(outcome.reason);
    if (outcome.kind === "GONE") await this.#end("DISABLED", outcome.reason);
    if (outcome.kind === "IMPOSSIBLE") await this.#end("SUSPENDED", outcome.reason);
    return false;
  }

  /** The other keys go on meanwhile. @returns true when the event is set aside */
  async #refuse(position: string, event: CloudEvent, status: number): Promise<boolean> {
    const attempts = (this.#attempts.get(position) ?? 0) + 1;
    this.#attempts.set(position, attempts);
    if (attempts < ATTEMPTS_MAX) {
      this.#failure ??= new PageNotTaken(`the receiver refused event ${event.id} with ${status}`);
      return false;
    }
    // What was taken before counts before the refusal does.
    await this.#countTaken();
    const isSuspended = await this.parts.setAside.deadLetter(this.subscription, { position, event, status, attempts });
    this.#attempts.delete(position);
    if (isSuspended) {
      this.#isEnded = true;
      this.#halt("the receiver refused too many events one after the other");
    }
    return true;
  }

  #begin(): void {
    this.#failure = undefined;
    this.#isHalted = false;
  }

  #halt(reason: string): void {
    this.#isHalted = true;
    this.#failure ??= new PageNotTaken(reason);
  }

  async #countTaken(): Promise<void> {
    const taken = this.#taken;
    this.#taken = 0;
    if (taken > 0) await this.parts.store.countTaken(this.subscription.id, taken);
  }

  async #end(state: "SUSPENDED" | "DISABLED", reason: string): Promise<void> {
    this.#isEnded = true;
    await this.parts.setAside.end(this.subscription, state, reason);
  }
}
