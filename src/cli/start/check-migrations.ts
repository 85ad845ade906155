import { EnvironmentError } from "../../config/environment-error.js";
import { withClient } from "../../platform/persistence/connect-client.js";

/** Names of the migrations that a database lacks. */
export async function findPendingMigrations(databaseUrl: string): Promise<string[]> {
  const { pendingMigrations } = await import("../../platform/persistence/migrate.js");
  return await withClient(databaseUrl, (client) =>
    pendingMigrations(async (statement) => (await client.query<{ name: string }>(statement)).rows),
  );
}

/** A server does not change the schema by itself: other releases may still use it. @throws EnvironmentError */
export async function requireMigrated(databaseUrl: string): Promise<void> {
  const pending = await findPendingMigrations(databaseUrl);
  if (pending.length === 0) return;
  const count = pending.length === 1 ? "1 migration is" : `${pending.length} migrations are`;
  throw new EnvironmentError(
    `${count} pending (${pending.join(", ")}); run interlock migrate, or start with interlock serve --migrate.`,
  );
}

/** Runs every migration the database lacks, ours and the workflow engine's; returns the names of ours. */
export async function runMigrations(databaseUrl: string): Promise<string[]> {
  const { migrate } = await import("../../platform/persistence/migrate.js");
  const { migrateEngine } = await import("../../orchestration/public.js");
  return await migrate(databaseUrl, migrateEngine);
}
