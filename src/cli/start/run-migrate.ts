import type { Configuration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { checkServer } from "../../platform/persistence/check-server.js";
import { EmbeddedPostgres } from "../../platform/persistence/embedded-postgres.js";
import { EXIT_CODE } from "../exit-code.js";
import { printJson, printLine } from "../output.js";
import { runPhase } from "../progress.js";
import { findPendingMigrations, runMigrations } from "./check-migrations.js";

/** What the migrate command was asked for. */
export interface MigrateOptions {
  /** Only list what is pending. */
  readonly check?: true;
  readonly json?: true;
}

/** Migrates the database of the configuration, or lists what is pending. */
export async function runMigrate(configuration: Configuration, options: MigrateOptions): Promise<void> {
  await withDatabase(configuration, async (databaseUrl) => {
    if (options.check) await check(databaseUrl, options.json === true);
    else await migrate(databaseUrl, options.json === true);
  });
}

async function check(databaseUrl: string, isJson: boolean): Promise<void> {
  const pending = await findPendingMigrations(databaseUrl);
  if (isJson) printJson({ pending });
  else printLine(pending.length === 0 ? "Nothing is pending." : `Pending: ${pending.join(", ")}`);
  if (pending.length > 0) process.exitCode = EXIT_CODE.findings;
}

async function migrate(databaseUrl: string, isJson: boolean): Promise<void> {
  const applied = await runPhase("migrating the database", systemClock, () => runMigrations(databaseUrl));
  if (isJson) printJson({ applied });
  else printLine(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}`);
}

/** An embedded database is started for the command only, and left alone when a server runs on it. */
async function withDatabase(configuration: Configuration, work: (databaseUrl: string) => Promise<void>): Promise<void> {
  if (configuration.databaseUrl !== undefined) {
    await checkServer(configuration.databaseUrl);
    return await work(configuration.databaseUrl);
  }
  const postgres = new EmbeddedPostgres(configuration.dataDir, systemClock);
  const { databaseUrl, outcome } = await postgres.start();
  try {
    await work(databaseUrl);
  } finally {
    if (outcome !== "adopted") await postgres.stop();
  }
}
