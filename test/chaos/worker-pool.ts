import { ServerProcess, type ServerSettings } from "./server-process.js";

interface Place {
  readonly number: number;
  process: ServerProcess;
  isReady: boolean;
  /** Since it was last ready. */
  failedStarts: number;
}

/** In a row; with a second between them that is a minute in which the database was never there for long enough. */
const FAILED_STARTS_MAX = 60;
const RESTART_AFTER_MS = 1_000;

/** A worker that can be killed. */
export interface Victim {
  /** From 1. */
  readonly worker: number;
  readonly pid: number;
}

/** The workers of a run. One that is killed is started again at once, as a supervisor would. */
export class WorkerPool {
  readonly #places: Place[] = [];
  /** Workers that ended although nobody killed them. */
  readonly deaths: string[] = [];
  #isStopping = false;

  constructor(private readonly settingsOf: (worker: number) => ServerSettings) {}

  async start(count: number): Promise<void> {
    for (let number = 1; number <= count; number++) {
      const place: Place = {
        number,
        process: ServerProcess.spawn(this.settingsOf(number)),
        isReady: false,
        failedStarts: 0,
      };
      this.#places.push(place);
      await place.process.ready();
      place.isReady = true;
    }
  }

  /** The workers that are up now. */
  get victims(): Victim[] {
    this.#countDeaths();
    return this.#places
      .filter((place) => place.isReady)
      .map(({ number, process }) => ({ worker: number, pid: process.pid }));
  }

  /** Does nothing to a worker that has been replaced meanwhile. */
  signal({ worker, pid }: Victim, signal: "SIGSTOP" | "SIGCONT"): void {
    const place = this.#places.find(({ number }) => number === worker);
    if (place?.process.pid === pid && !place.process.hasEnded) process.kill(pid, signal);
  }

  /** Resolves when the worker is gone; its successor is then starting. */
  async kill({ worker }: Victim): Promise<void> {
    const place = this.#places.find(({ number }) => number === worker);
    if (place === undefined) throw new Error(`there is no worker ${worker}`);
    place.isReady = false;
    await place.process.kill();
    this.#restart(place);
  }

  async stop(): Promise<void> {
    this.#countDeaths();
    this.#isStopping = true;
    for (const { number, process } of this.#places) this.signal({ worker: number, pid: process.pid }, "SIGCONT");
    await Promise.all(this.#places.map(({ process }) => process.stop()));
  }

  #restart(place: Place): void {
    if (this.#isStopping) return;
    const successor = ServerProcess.spawn(this.settingsOf(place.number));
    place.process = successor;
    successor.ready().then(
      () => {
        place.isReady = place.process === successor;
        place.failedStarts = 0;
      },
      (error: Error) => this.#startFailed(place, successor, error),
    );
  }

  /** A start while the database cannot be reached may fail; whoever supervises the worker tries again, for a while. */
  #startFailed(place: Place, successor: ServerProcess, error: Error): void {
    if (this.#isStopping || place.process !== successor) return;
    place.failedStarts++;
    if (place.failedStarts > FAILED_STARTS_MAX) this.deaths.push(error.message);
    else setTimeout(() => this.#restart(place), RESTART_AFTER_MS);
  }

  #countDeaths(): void {
    for (const place of this.#places) {
      if (!place.isReady || !place.process.hasEnded) continue;
      place.isReady = false;
      this.deaths.push(`worker ${place.number} (process ${place.process.pid}) ended by itself`);
    }
  }
}
