import type { ConnectorRegistry, ErpConnector } from "../connectors/public.js";
import type { PlantProfile } from "../plants/public.js";
import type { DestinationLimits } from "./destinations/destination-record.js";
import type { Posting } from "./posting.js";

/** What delivery asks of the plants. */
export interface PlantProfiles {
  /** The profile in force; undefined when the plant has none. */
  profile(plantCode: string): Promise<PlantProfile | undefined>;
}

/** Where a posting goes and how. */
export interface ErpTarget {
  readonly connector: ErpConnector;
  readonly profile: PlantProfile;
}

/** What the plant allows, and what the connector knows of its system; the smaller rate is right. */
export function limitsOf({ connector, profile }: ErpTarget): DestinationLimits {
  const { maxParallel, maxPerSecond } = profile.systems.erp;
  const rates = [maxPerSecond, connector.capabilities.maxRate].filter((rate) => rate !== undefined);
  return { maxParallel, maxPerSecond: rates.length === 0 ? undefined : Math.min(...rates) };
}

/** Finds the connector of a posting by its plant's profile. */
export class ErpTargets {
  constructor(
    private readonly profiles: PlantProfiles,
    private readonly connectors: ConnectorRegistry,
  ) {}

  /** @throws Error when the plant is gone or names an unknown adapter: the posting stays until the plant is mended. */
  async of(posting: Posting): Promise<ErpTarget> {
    const profile = await this.profiles.profile(posting.plantCode);
    if (profile === undefined)
      throw new Error(`plant ${posting.plantCode} of posting ${posting.id} has no profile; apply its folder`);
    return { profile, connector: this.connectors.erp(profile) };
  }
}
