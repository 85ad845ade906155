import { Refusal } from "../../platform/accept/public.js";
import { type PlantProfile, instantOf } from "../../plants/public.js";

/** The profile of a plant that takes quality events. @throws Refusal PLANT_UNKNOWN, PLANT_INACTIVE */
export function activePlant(plantCode: string, profile: PlantProfile | undefined): PlantProfile {
  if (profile === undefined) {
    throw new Refusal("PLANT_UNKNOWN", `No profile of plant ${plantCode} has been applied; apply its folder first.`);
  }
  if (profile.status === "ACTIVE") return profile;
  throw new Refusal("PLANT_INACTIVE", `Plant ${plantCode} is not active; set status ACTIVE in its profile.`);
}

/**
 * When an event of the plant happened, which is not in the future by more than its clocks may differ.
 * @param occurredAt RFC 3339
 * @throws Refusal BAD_TIME
 */
export function pastInstant({ tolerances }: PlantProfile, occurredAt: string, now: Date): Date {
  const instant = instantOf(occurredAt);
  if (instant.getTime() <= now.getTime() + tolerances.clockSkewSeconds * 1000) return instant;
  const detail = `occurredAt ${occurredAt} lies in the future by more than the plant's clock tolerance`;
  throw new Refusal("BAD_TIME", `${detail}; check the clock of the sender.`);
}
