import type { PlantProfile } from "../../plants/public.js";
import { Refusal } from "../refusal.js";

/** The profile of a plant that takes quality events. @throws Refusal PLANT_UNKNOWN, PLANT_INACTIVE */
export function activePlant(plantCode: string, profile: PlantProfile | undefined): PlantProfile {
  if (profile === undefined) {
    throw new Refusal("PLANT_UNKNOWN", `No profile of plant ${plantCode} has been applied; apply its folder first.`);
  }
  if (profile.status === "ACTIVE") return profile;
  throw new Refusal("PLANT_INACTIVE", `Plant ${plantCode} is not active; set status ACTIVE in its profile.`);
}
