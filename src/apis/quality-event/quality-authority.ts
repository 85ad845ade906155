import type { RequestContext } from "../../gateway/public.js";
import { type PlantDirectory, requireAuthority, speaksForOwner } from "../../plants/public.js";

/**
 * Refuses what another system of the plant owns, by the authority of the plant's profile. Holds, decisions and what
 * becomes of a nonconformance are the word of who owns quality; results and deviations are also reported by who executes,
 * since it measures at the machine (domain §4.4).
 */
export class QualityAuthority {
  constructor(private readonly plants: Pick<PlantDirectory, "profile">) {}

  /** @throws InterlockError NOT_AUTHORITATIVE */
  async requireForDecision(context: RequestContext, plantCode: string): Promise<void> {
    const profile = await this.plants.profile(plantCode);
    requireAuthority(profile, plantCode, ["quality"], (permission) => context.holds(permission, plantCode));
  }

  /** @throws InterlockError NOT_AUTHORITATIVE */
  async requireForReport(context: RequestContext, plantCode: string): Promise<void> {
    const profile = await this.plants.profile(plantCode);
    const holds = (permission: string): boolean => context.holds(permission, plantCode);
    if (speaksForOwner(profile, "execution", holds)) return;
    requireAuthority(profile, plantCode, ["quality"], holds);
  }
}
