import { withClient } from "../../../platform/persistence/connect-client.js";
import { type PlantProfile, insecureSystemUrls } from "../../../plants/public.js";
import type { UnsafeSetting } from "./unsafe-setting.js";

const PROFILES_IN_FORCE = `
  SELECT DISTINCT ON (plant_code) plant_code, profile FROM il.plant_profile ORDER BY plant_code, version DESC`;

/** Profiles applied before this server was one of production; new ones are refused when they are applied. */
export async function findInsecureSystems(databaseUrl: string): Promise<readonly UnsafeSetting[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ plant_code: string; profile: PlantProfile }>(PROFILES_IN_FORCE),
  );
  return rows.flatMap(({ plant_code: plantCode, profile }) =>
    insecureSystemUrls(profile).map(({ pointer, origin }): UnsafeSetting => ({
      name: "INSECURE_SYSTEM_URL",
      message: `The profile of plant ${plantCode} has ${origin} at ${pointer}, a system reached without TLS.`,
      remedy:
        "Apply the profile with the https address of the system; for this, start once with " +
        "INTERLOCK_ENVIRONMENT=development on a loopback address.",
    })),
  );
}
