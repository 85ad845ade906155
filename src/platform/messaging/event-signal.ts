import type { Client, Notification } from "pg";
import type { Logger } from "pino";
import { connectClient } from "../persistence/connect-client.js";

/** What is new: events that nobody has published yet, or published ones. */
export type EventNews = "unpublished" | "published";

const CHANNELS: Readonly<Record<EventNews, string>> = {
  unpublished: "il_events_unpublished",
  published: "il_events_published",
};
/** One NOTIFY of a process in this time: one for every transaction takes a lock at each commit. */
const NOTIFY_INTERVAL_MS = 50;
const RECONNECT_MS = 1_000;

/**
 * Tells every process that there are events, so that nobody has to poll often. It is a hint and no more: whoever waits
 * for it also looks by himself from time to time, since a hint may be lost with its connection.
 */
export class EventSignal {
  readonly #listeners: Readonly<Record<EventNews, Set<() => void>>> = { unpublished: new Set(), published: new Set() };
  readonly #throttles: Readonly<Record<EventNews, Throttle>>;
  #client: Client | undefined;
  #sent: Promise<void> = Promise.resolve();
  #reconnect: NodeJS.Timeout | undefined;
  #isStarted = false;

  /** @param databaseUrl of the connection that it keeps for itself */
  constructor(
    private readonly databaseUrl: string,
    private readonly logger: Logger,
  ) {
    this.#throttles = {
      unpublished: new Throttle(() => this.#notify("unpublished")),
      published: new Throttle(() => this.#notify("published")),
    };
  }

  async start(): Promise<void> {
    this.#isStarted = true;
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStarted = false;
    clearTimeout(this.#reconnect);
    for (const throttle of Object.values(this.#throttles)) throttle.stop();
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Calls the listener at every hint until the returned function is called. */
  on(news: EventNews, listener: () => void): () => void {
    this.#listeners[news].add(listener);
    return () => this.#listeners[news].delete(listener);
  }

  /** Call it after the commit. This process is told at once, the others soon. */
  tell(news: EventNews): void {
    this.#wake(news);
    if (this.#isStarted) this.#throttles[news].run();
  }

  #wake(news: EventNews): void {
    for (const listener of this.#listeners[news]) listener();
  }

  #notify(news: EventNews): void {
    // One statement at a time on a connection; a lost one loses its hints.
    this.#sent = this.#sent.then(async () => {
      await this.#client?.query(`NOTIFY ${CHANNELS[news]}`).catch(() => undefined);
    });
  }

  async #connect(): Promise<void> {
    try {
      const client = await connectClient(this.databaseUrl, "interlock events");
      client.on("end", () => this.#lost(client));
      client.on("error", () => this.#lost(client));
      client.on("notification", (notification) => this.#receive(client, notification));
      for (const channel of Object.values(CHANNELS)) await client.query(`LISTEN ${channel}`);
      if (!this.#isStarted) await client.end();
      else this.#client = client;
    } catch (error) {
      this.logger.debug({ event: "event-signal.not-connected", err: error });
      this.#connectLater();
    }
  }

  #receive(client: Client, { channel, processId }: Notification): void {
    // What this process said comes back to it.
    if (processId === (client as Client & { readonly processID?: number }).processID) return;
    if (channel === CHANNELS.unpublished) this.#wake("unpublished");
    else if (channel === CHANNELS.published) this.#wake("published");
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => undefined);
    this.#connectLater();
  }

  #connectLater(): void {
    if (!this.#isStarted) return;
    clearTimeout(this.#reconnect);
    this.#reconnect = setTimeout(() => void this.#connect(), RECONNECT_MS);
  }
}

/** Runs at once, then at most once in an interval; what is asked for meanwhile runs at its end. */
class Throttle {
  #timer: NodeJS.Timeout | undefined;
  #isAsked = false;

  constructor(private readonly work: () => void) {}

  run(): void {
    if (this.#timer !== undefined) {
      this.#isAsked = true;
      return;
    }
    this.work();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const isAsked = this.#isAsked;
      this.#isAsked = false;
      if (isAsked) this.run();
    }, NOTIFY_INTERVAL_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isAsked = false;
  }
}
