import type { PlantProfile } from "../plant-profile.js";
import { type SqlSource, sqlReader } from "../sql-source.js";

const IN_FORCE = "SELECT profile FROM il.plant_profile WHERE plant_code = $1 ORDER BY version DESC LIMIT 1";

/** The profile in force as this transaction sees it; PlantDirectory is the cached way for everyone else. */
export async function readPlantProfile(source: SqlSource, plantCode: string): Promise<PlantProfile | undefined> {
  return (await sqlReader(source)<{ profile: PlantProfile }>(IN_FORCE, [plantCode]))[0]?.profile;
}
