import type { Clock } from "../kernel/clock.js";
import type { RecordedUsage } from "./recorded-usage.js";
import type { UsageStore } from "./usage.store.js";

const DAY_MS = 86_400_000;
const DAYS = 90;

/** What was counted lately for one version of an API, for `impactOf`. */
export class ReadUsage {
  constructor(
    private readonly store: UsageStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @param version major version as in the address: `v1`
   * @param days how far to look back
   */
  read(api: string, version: string, days: number = DAYS): Promise<RecordedUsage> {
    const today = Math.floor(this.clock.now().getTime() / DAY_MS) * DAY_MS;
    return this.store.read(api, version, new Date(today - days * DAY_MS));
  }
}
