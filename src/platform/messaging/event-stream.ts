import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import type { EventSignal } from "./event-signal.js";
import type { EventFeed, FeedQuery, PublishedEvent } from "./event-feed.js";

const PAGE_ROWS = 200;
/** A hint ends the pause; without one the stream looks by itself. */
const IDLE_INTERVAL_MS = 500;
const HEARTBEAT_ROUNDS = 30;

/** Server-sent events (WHATWG HTML §9.2): the id is the position, so a client that reconnects loses nothing. */
export class EventStream {
  readonly #open = new Set<AbortController>();

  constructor(
    private readonly feed: EventFeed,
    private readonly signal: EventSignal,
  ) {}

  /**
   * Streams until the client leaves, the process stops, or `admit` throws: a stream may last for days, so it must not
   * outlive the credential and the grants it began with.
   * @param admit what the reader may see now; asked before every read
   */
  async follow(reply: FastifyReply, after: string, admit: () => Promise<FeedQuery>): Promise<void> {
    const stop = new AbortController();
    this.#open.add(stop);
    reply.raw.on("close", () => stop.abort());
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    try {
      await this.#pump(reply, after, admit, stop.signal);
    } finally {
      this.#open.delete(stop);
      reply.raw.end();
    }
  }

  /** Ends every stream, so that a stopping server does not wait for its readers. */
  close(): void {
    for (const stop of this.#open) stop.abort();
  }

  /** Ends with the first hint, and without an error when the stream stops. */
  async #pause(stop: AbortSignal): Promise<void> {
    const hint = new AbortController();
    const forget = this.signal.on("published", () => hint.abort());
    await setTimeout(IDLE_INTERVAL_MS, undefined, { signal: AbortSignal.any([hint.signal, stop]) }).catch(
      () => undefined,
    );
    forget();
  }

  async #pump(reply: FastifyReply, after: string, admit: () => Promise<FeedQuery>, stop: AbortSignal): Promise<void> {
    let position = after;
    let idleRounds = 0;
    while (!stop.aborted) {
      const query = await admit().catch(() => undefined);
      if (query === undefined) return;
      const newest = await this.feed.lastPosition();
      const events = await this.feed.read(position, query, PAGE_ROWS);
      for (const event of events) await write(reply, toMessage(event), stop);
      position =
        events.length === PAGE_ROWS ? (events.at(-1)?.position ?? position) : newestOf(position, newest, events);
      idleRounds = events.length === 0 ? idleRounds + 1 : 0;
      if (idleRounds % HEARTBEAT_ROUNDS === 1) await write(reply, ": waiting\n\n", stop);
      if (events.length === 0) await this.#pause(stop);
    }
  }
}

/**
 * After a page that was not full, everything up to the position that was the newest before it has been seen, also what
 * the reader's filter left out; without this a filter that matches little would read the same rows again and again.
 */
function newestOf(position: string, newest: string, events: readonly PublishedEvent[]): string {
  const seen = [position, newest, events.at(-1)?.position ?? position].map(BigInt);
  return String(seen.reduce((one, other) => (one > other ? one : other)));
}

function toMessage({ position, event }: PublishedEvent): string {
  return `id: ${position}\nevent: ${event.type}\ndata: ${JSON.stringify({ position, event })}\n\n`;
}

/** Waits for a slow reader instead of buffering for it. */
async function write(reply: FastifyReply, text: string, stop: AbortSignal): Promise<void> {
  if (stop.aborted || reply.raw.write(text)) return;
  await once(reply.raw, "drain", { signal: stop }).catch(() => undefined);
}
