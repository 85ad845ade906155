import type { DLogger } from "@dbos-inc/dbos-sdk";
import { migrateSystemDatabase } from "@dbos-inc/dbos-sdk/internal/system_database";
import { GlobalLogger } from "@dbos-inc/dbos-sdk/internal/telemetry/logs";

/** Schema of the engine's own tables, beside `il` in the same database. */
export const ENGINE_SCHEMA = "dbos";

/** What goes wrong is thrown; the rest would be printed among the output of the command that migrates. */
const quiet: DLogger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Creates or updates the engine's tables. Two at once break each other ("tuple concurrently updated"), so the caller
 * holds a session lock. It must be taken with pg_try_advisory_lock: indexes are built concurrently here, which waits
 * for every running statement of the database, and a process blocked in pg_advisory_lock is one.
 */
export async function migrateEngine(databaseUrl: string): Promise<void> {
  await migrateSystemDatabase(databaseUrl, new GlobalLogger(undefined, { logger: quiet }), ENGINE_SCHEMA);
}
