import type { RequestContext } from "../../gateway/public.js";
import { type AuthorityField, type PlantDirectory, requireAuthority } from "../../plants/public.js";

/** Asks whether the caller's system owns what it writes in a plant (domain §5(g), field authority matrix). */
export class FieldOwners {
  constructor(private readonly plants: PlantDirectory) {}

  /** @throws InterlockError NOT_AUTHORITATIVE */
  async require(context: RequestContext, plantCode: string, fields: readonly AuthorityField[]): Promise<void> {
    const profile = await this.plants.profile(plantCode);
    requireAuthority(profile, plantCode, fields, (permission) => context.holds(permission, plantCode));
  }
}
