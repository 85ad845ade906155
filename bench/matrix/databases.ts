import { migrateEngine } from "../../src/orchestration/public.js";
import { withClient } from "../../src/platform/persistence/connect-client.js";
import { migrate } from "../../src/platform/persistence/migrate.js";
import { fleetSize } from "./fleet-size.js";
import { GENERATOR, generateFleet } from "./generate-fleet.js";

/**
 * A migrated database with the fleet of this size. Generating takes minutes, so a database that is there with the very
 * fleet is used again when asked for; what earlier runs published into it stays.
 * @returns its URL
 */
export async function prepareDatabase(adminUrl: string, growth: 1 | 10, isReused: boolean): Promise<string> {
  const name = `matrix_${growth}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const fleet = `fleet ${GENERATOR} ${JSON.stringify(fleetSize(growth))}`;
  if (!isReused || (await describe(adminUrl, name)) !== fleet) {
    await replace(adminUrl, name);
    await migrate(url.href, migrateEngine);
    await withClient(url.href, (client) => generateFleet(client, fleetSize(growth)));
    await withClient(adminUrl, (admin) => admin.query(`COMMENT ON DATABASE ${name} IS '${fleet}'`));
  } else await migrate(url.href, migrateEngine);
  return url.href;
}

/** What the database says of itself, once it is complete. */
async function describe(adminUrl: string, name: string): Promise<string | undefined> {
  return await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ comment: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`,
      [name],
    );
    return rows[0]?.comment ?? undefined;
  });
}

async function replace(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  });
}
