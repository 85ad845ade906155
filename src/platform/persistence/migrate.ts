import { DataSource } from "typeorm";
import { EnvironmentError } from "../../config/environment-error.js";
import { systemClock } from "../../kernel/clock.js";
import { tryAdvisoryLock } from "./advisory-lock.js";
import { checkServer } from "./check-server.js";
import { connectClient } from "./connect-client.js";
import { loadClasses } from "./load-compiled.js";

/** Brings the tables of the workflow engine up to date; the engine is above this layer and therefore handed in. */
export type EngineMigration = (databaseUrl: string) => Promise<void>;

const MIGRATIONS_TABLE = "interlock_migration";
/** Any number that nothing else in the database uses; the letters of "il" and 1. */
const LOCK_KEY = 0x696c_0001;
/** A migration of a large table takes minutes, and the other processes can wait as long. */
const LOCK_WAIT_MS = 600_000;

/**
 * Runs the migrations that the database lacks, ours and the engine's, and returns the names of ours. Any number of
 * processes may call it at once: the first does the work, the others wait for it and find nothing left.
 */
export async function migrate(databaseUrl: string, migrateEngine: EngineMigration): Promise<string[]> {
  await checkServer(databaseUrl);
  const lock = await connectClient(databaseUrl);
  try {
    if (!(await tryAdvisoryLock(lock, LOCK_KEY, LOCK_WAIT_MS, systemClock))) throw stillLocked();
    const applied = await withMigrations(databaseUrl, async (dataSource) => await dataSource.runMigrations());
    await migrateEngine(databaseUrl);
    return applied.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}

/** Undoes the newest migration of ours; for tests and for a release that is taken back. */
export async function revertNewestMigration(databaseUrl: string): Promise<void> {
  await withMigrations(databaseUrl, async (dataSource) => await dataSource.undoLastMigration());
}

/** Names of our migrations that the database lacks, oldest first; `query` returns the rows of a statement. */
export async function pendingMigrations(
  query: (statement: string) => Promise<readonly { readonly name: string }[]>,
): Promise<string[]> {
  const known = (await loadClasses("migrations", ".js")).map((migration) => migration.name);
  const [table] = await query(`SELECT to_regclass('public.${MIGRATIONS_TABLE}')::text AS name`);
  if (table?.name !== MIGRATIONS_TABLE) return known;
  const applied = new Set((await query(`SELECT name FROM public.${MIGRATIONS_TABLE}`)).map((row) => row.name));
  return known.filter((name) => !applied.has(name));
}

async function withMigrations<T>(databaseUrl: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = new DataSource({
    type: "postgres",
    url: databaseUrl,
    applicationName: "interlock migrate",
    migrations: await loadClasses("migrations", ".js"),
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: "each",
    installExtensions: false,
    poolSize: 1,
  });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

function stillLocked(): EnvironmentError {
  return new EnvironmentError(
    "Another process has been migrating this database for ten minutes; see what it does, or end it and start again.",
  );
}
