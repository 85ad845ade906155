import type { ReadGauge } from "../../platform/telemetry/metrics.js";
import type { BreakerState } from "./destination-record.js";
import { liveShares } from "./destination-share.js";
import type { Destinations } from "./destinations.js";

const NUMBER_OF_STATE: Readonly<Record<BreakerState, number>> = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 };

/** What an operator watches of the ERPs. */
export function destinationGauges(destinations: Destinations): ReadGauge[] {
  return [
    {
      name: "interlock_destination_breaker_state",
      help: "Circuit breaker of an ERP: 0 closed, 1 half open, 2 open.",
      label: "destination",
      read: async () =>
        Object.fromEntries(
          (await destinations.list()).map(({ record: { name, breaker } }) => [name, NUMBER_OF_STATE[breaker]]),
        ),
    },
    {
      name: "interlock_destination_permits",
      help: "Postings that may be under way to an ERP at once, over all workers.",
      label: "destination",
      read: async () =>
        Object.fromEntries(
          (await destinations.list()).map(({ record, nowMs }) => [
            record.name,
            Object.values(liveShares(record, nowMs)).reduce((sum, { permits }) => sum + permits, 0),
          ]),
        ),
    },
  ];
}
