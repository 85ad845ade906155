import type { Logger } from "pino";
import type { EventFeed, FeedQuery, PublishedEvent } from "../platform/messaging/event-feed.js";
import type { EventSignal } from "../platform/messaging/event-signal.js";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { EventCursor } from "./event-cursor.js";

const BUSY_MS = 5;
const IDLE_MS = 1_000;
/** Well within the lease of the place. */
const RENEW_INTERVAL_MS = 1_000;

/** Takes events in the order of their positions. */
export interface EventHandler {
  readonly name: string;
  /** Events of one page. */
  readonly pageRows: number;
  /** What to read now; undefined when nothing can be taken at present. */
  admit(): Promise<FeedQuery | undefined>;
  /**
   * A page that throws comes again, whole: the events of one that resolves are taken for good.
   * @param lost aborts when another process has the place, so that nothing more is done twice
   */
  take(events: readonly PublishedEvent[], lost: AbortSignal): Promise<void>;
}

/** What a follower needs. */
export class FollowerParts {
  constructor(
    readonly feed: EventFeed,
    readonly signal: EventSignal,
    readonly logger: Logger,
  ) {}
}

/**
 * Hands every published event to a handler, at least once and in order, wherever it runs: its place is in the database,
 * and another process goes on there when this one ends. Events are not in the way of anything: a handler that fails
 * keeps its own place and nobody else's.
 */
export class EventFollower {
  readonly #loop: AdaptiveLoop;
  #unsubscribe: (() => void) | undefined;
  #isFailing = false;

  constructor(
    private readonly cursor: EventCursor,
    private readonly handler: EventHandler,
    private readonly parts: FollowerParts,
  ) {
    const settings = { name: `follower ${handler.name}`, busyMs: BUSY_MS, idleMs: IDLE_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.#round(), parts.logger);
  }

  start(): void {
    this.#unsubscribe = this.parts.signal.on("published", () => {
      // A handler that fails is given time instead of every new event at once.
      if (!this.#isFailing) this.#loop.nudge();
    });
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#loop.stop();
    await this.cursor.release();
  }

  async #round(): Promise<boolean> {
    const { feed } = this.parts;
    const { pageRows } = this.handler;
    const position = await this.cursor.claim();
    if (position === undefined) return false;
    const query = await this.handler.admit();
    if (query === undefined) return false;
    const newest = await feed.lastPosition();
    const events = await feed.read(position, query, pageRows);
    if (!(await this.#take(events, position))) return false;
    // After a page that was not full, everything up to what was the newest before it has been seen.
    const last = events.at(-1)?.position ?? position;
    const reached = events.length < pageRows && BigInt(newest) > BigInt(last) ? newest : last;
    if (reached === position) return false;
    return (await this.cursor.advance(position, reached)) && events.length > 0;
  }

  /** A page may take longer than the lease, which is renewed meanwhile. */
  async #take(events: readonly PublishedEvent[], position: string): Promise<boolean> {
    const lost = new AbortController();
    const renew = async (): Promise<void> => {
      if ((await this.cursor.claim()) !== position) lost.abort();
    };
    // A renewal that fails is made up for by the next one; without any, the lease ends.
    const renewal = setInterval(() => void renew().catch(() => undefined), RENEW_INTERVAL_MS);
    try {
      if (events.length > 0) await this.handler.take(events, lost.signal);
      this.#isFailing = false;
      return true;
    } catch (error) {
      const { logger } = this.parts;
      const message = error instanceof Error ? error.message : String(error);
      if (!this.#isFailing) logger.warn({ event: "backbone.follower-failed", follower: this.handler.name, err: error });
      this.#isFailing = true;
      await this.cursor.fail(message);
      return false;
    } finally {
      clearInterval(renewal);
    }
  }
}
