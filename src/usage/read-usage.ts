import type { Clock } from "../kernel/clock.js";
import { type ObservedUsage, toObservedUsage } from "./observation.js";
import type { UsageStore } from "./usage.store.js";

const DAY_MS = 86_400_000;
const DAYS = 90;

/** What was counted lately for one version of an API, for `impactOf`. Versions are majors as in the address: `v1`. */
export class ReadUsage {
  constructor(
    private readonly store: UsageStore,
    private readonly clock: Clock,
  ) {}

  /** Calls and fields of every operation. */
  async read(api: string, version: string): Promise<ObservedUsage> {
    return toObservedUsage(await this.store.read(api, version, this.#since()));
  }

  /**
   * Calls of every operation, and the fields of one: those of all together may be too many to be sent to anybody.
   * @param operation `POST /orders`, as the contract writes it; no fields without it
   */
  async readOperation(api: string, version: string, operation: string | undefined): Promise<ObservedUsage> {
    return toObservedUsage(await this.store.readOperation(api, version, operation, this.#since()));
  }

  #since(): Date {
    const today = Math.floor(this.clock.now().getTime() / DAY_MS) * DAY_MS;
    return new Date(today - DAYS * DAY_MS);
  }
}
