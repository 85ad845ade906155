import type { TrafficDefaults } from "../../config/configuration.js";
import type { RequestCounts, TrafficOverrides } from "./read-limits-file.js";
import { type TrafficLimit, dayLimit, minuteLimit } from "./traffic-limit.js";

/** Which limits hold for a client or a plant: the settings, and for those that the file names its numbers in their place. */
export class LimitBook {
  constructor(
    private readonly defaults: TrafficDefaults,
    private readonly overrides: TrafficOverrides,
  ) {}

  ofClient(clientId: string): readonly TrafficLimit[] {
    const { clientRequestsPerMinute: perMinute, clientRequestsPerDay: perDay } = this.defaults;
    const counts = merge(perMinute, perDay, this.overrides.clients.get(clientId));
    return [
      ...present(counts.perMinute, (countMax) => minuteLimit("client-minute", countMax)),
      ...present(counts.perDay, (countMax) => dayLimit("client-day", countMax)),
    ];
  }

  ofPlant(plantCode: string): readonly TrafficLimit[] {
    const { plantRequestsPerMinute: perMinute, plantRequestsPerDay: perDay } = this.defaults;
    const counts = merge(perMinute, perDay, this.overrides.plants.get(plantCode));
    return [
      ...present(counts.perMinute, (countMax) => minuteLimit("plant-minute", countMax)),
      ...present(counts.perDay, (countMax) => dayLimit("plant-day", countMax)),
    ];
  }
}

function merge(
  perMinute: number,
  perDay: number,
  own: RequestCounts | undefined,
): { perMinute: number; perDay: number } {
  return { perMinute: own?.requestsPerMinute ?? perMinute, perDay: own?.requestsPerDay ?? perDay };
}

/** 0 sets no limit. */
function present(countMax: number, limit: (countMax: number) => TrafficLimit): readonly TrafficLimit[] {
  return countMax === 0 ? [] : [limit(countMax)];
}
