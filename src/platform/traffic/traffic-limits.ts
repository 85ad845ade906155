import type { Clock } from "../../kernel/clock.js";
import type { LimitBook } from "./limit-book.js";
import { SubjectTraffic } from "./subject-traffic.js";
import type { TokenSource } from "./token-source.js";
import type { TrafficLimit } from "./traffic-limit.js";

/** How often leases that nobody spends are looked for. */
const SWEEP_INTERVAL_MS = 1_000;
/** A client or plant that has not been heard of for this long holds nothing any more and is forgotten. */
const IDLE_MS_MAX = 120_000;

/** Told about leases that could not be given back; they count as used until their slot leaves the window. */
export type ReleaseFailureObserver = (error: unknown) => void;

/**
 * The limits of every client and every plant in this process. Only authenticated clients and plants they may act in ask
 * for a subject, so strangers cannot fill the maps.
 */
export class TrafficLimits {
  readonly #clients = new Map<string, SubjectTraffic>();
  readonly #plants = new Map<string, SubjectTraffic>();
  #timer: NodeJS.Timeout | undefined;
  #sweep: Promise<void> = Promise.resolve();

  constructor(
    private readonly book: LimitBook,
    private readonly source: TokenSource,
    private readonly clock: Clock,
    private readonly onReleaseFailure: ReleaseFailureObserver,
  ) {}

  client(clientId: string): SubjectTraffic {
    return this.#clients.get(clientId) ?? this.#add(this.#clients, "client", clientId, this.book.ofClient(clientId));
  }

  plant(plantCode: string): SubjectTraffic {
    return this.#plants.get(plantCode) ?? this.#add(this.#plants, "plant", plantCode, this.book.ofPlant(plantCode));
  }

  /** Begins to give unspent leases back. */
  start(): void {
    this.#timer ??= setInterval(() => {
      this.#sweep = this.#sweep.then(() => this.release());
    }, SWEEP_INTERVAL_MS).unref();
  }

  /** Gives everything back, so that a restart costs nobody a request. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweep;
    await this.release(true);
  }

  /** Gives back what can no longer be spent, and forgets who was not heard of. */
  async release(isEnding = false): Promise<void> {
    for (const subjects of [this.#clients, this.#plants]) {
      for (const [name, subject] of subjects) {
        await subject.release(isEnding).catch(this.onReleaseFailure);
        if (this.clock.monotonicMs() - subject.usedMs > IDLE_MS_MAX) subjects.delete(name);
      }
    }
  }

  #add(
    subjects: Map<string, SubjectTraffic>,
    kind: string,
    name: string,
    limits: readonly TrafficLimit[],
  ): SubjectTraffic {
    const subject = new SubjectTraffic(`${kind}/${name}`, limits, this.source, this.clock);
    subjects.set(name, subject);
    return subject;
  }
}
