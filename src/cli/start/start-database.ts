import type { Configuration } from "../../config/configuration.js";
import { EnvironmentError } from "../../config/environment-error.js";
import type { Clock } from "../../kernel/clock.js";
import { checkServer } from "../../platform/persistence/check-server.js";
import { claimDatabase } from "../../platform/persistence/claim-database.js";
import { EmbeddedPostgres } from "../../platform/persistence/embedded-postgres.js";

/** The database a server stands on. */
export interface StartedDatabase {
  readonly databaseUrl: string;
  /** What to tell the reader about it. */
  readonly description: string;
  stop(): Promise<void>;
  /** Ends it without waiting. */
  stopNow(): void;
}

/** Uses the database of the settings, or starts the embedded one, which serves one Interlock at a time. */
export async function startDatabase(configuration: Configuration, clock: Clock): Promise<StartedDatabase> {
  const { databaseUrl, dataDir } = configuration;
  return databaseUrl === undefined ? await startEmbedded(dataDir, clock) : await useExternal(databaseUrl);
}

async function useExternal(databaseUrl: string): Promise<StartedDatabase> {
  const { address, version } = await checkServer(databaseUrl);
  return {
    databaseUrl,
    description: `Postgres ${version} at ${address}`,
    stop: async () => undefined,
    stopNow: () => undefined,
  };
}

async function startEmbedded(dataDir: string, clock: Clock): Promise<StartedDatabase> {
  const postgres = new EmbeddedPostgres(dataDir, clock);
  const { databaseUrl, outcome } = await postgres.start();
  const claim = await claimDatabase(databaseUrl, clock);
  if ("ownerPid" in claim) {
    throw new EnvironmentError(
      `Interlock already runs on ${dataDir} (process ${claim.ownerPid}); stop it, ` +
        `or give this one another folder with INTERLOCK_DATA_DIR and another port with INTERLOCK_PORT.`,
    );
  }
  const adopted = outcome === "adopted" ? " (taken over after a crash)" : "";
  return {
    databaseUrl,
    description: `embedded Postgres on 127.0.0.1:${new URL(databaseUrl).port}${adopted}`,
    stop: async () => {
      await claim.release();
      await postgres.stop();
    },
    stopNow: () => postgres.stopNow(),
  };
}
