import type { Logger } from "pino";
import type { Role } from "../../config/configuration.js";
import type { GuardedHttp } from "../../platform/outbound/public.js";
import type { DeliverWebhooks } from "./deliver-webhooks.js";

const IDLE_INTERVAL_MS = 1_000;

/** The loop of a worker process that sends webhooks. A failure is logged and tried again, since the rows wait. */
export class WebhookRunner {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;
  #isInRound = false;
  #isWoken = false;

  constructor(
    private readonly deliveries: DeliverWebhooks,
    private readonly http: GuardedHttp,
    private readonly logger: Logger,
    private readonly role: Role,
  ) {}

  /** Called by Nest when every module is up. */
  onApplicationBootstrap(): void {
    if (this.role !== "gateway") this.#schedule(IDLE_INTERVAL_MS);
  }

  /** Called by Nest when no request runs any more and the database is still open. */
  async onApplicationShutdown(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.deliveries.settle();
    await this.http.close();
  }

  /** A place is free: more may be sent before the next look. */
  readonly #wake = (): void => {
    this.#isWoken = true;
    if (!this.#isInRound) this.#schedule(0);
  };

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, delayMs);
  }

  async #round(): Promise<void> {
    [this.#isInRound, this.#isWoken] = [true, false];
    let isMore = false;
    try {
      isMore = await this.deliveries.begin(this.#wake);
    } catch (error) {
      this.logger.warn({ event: "webhook.round-failed", err: error });
    }
    this.#isInRound = false;
    this.#schedule(isMore || this.#isWoken ? 0 : IDLE_INTERVAL_MS);
  }
}
