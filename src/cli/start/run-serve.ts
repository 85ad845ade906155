import type { Configuration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { notice } from "../output.js";
import { requireSafeData, requireSafeSettings } from "./check-production.js";
import { findPendingMigrations, requireMigrated, runMigrations } from "./check-migrations.js";
import { canStartDetached } from "./detached-start.js";
import { startDatabase } from "./start-database.js";
import { requireFreePort, startGateway } from "./start-gateway.js";
import { StartSequence } from "./start-sequence.js";

/** Runs the role of the configuration until it is asked to stop, then drains and ends. */
export async function runServe(configuration: Configuration, isMigrating: boolean): Promise<void> {
  const { role, host, port } = configuration;
  requireSafeSettings(configuration);
  await requireFreePort(port, host, "INTERLOCK_PORT");
  if (await canStartDetached(configuration)) {
    await runDetached(configuration);
    return;
  }
  await StartSequence.run(async (sequence) => {
    const { databaseUrl } = await sequence.database(() => startDatabase(configuration, systemClock));
    await sequence.phase("preparing the database", () => prepareSchema(databaseUrl, isMigrating));
    await requireSafeData({ ...configuration, databaseUrl });
    const server = await sequence.part("server", () => startGateway({ ...configuration, databaseUrl }));
    notice(`interlock ${role} ready at ${server.url} after ${sequence.elapsedSeconds} s`);
    await sequence.untilStopped();
  });
}

/** The database is away: the contracts that were served last are served again, and what needs the database answers 503. */
async function runDetached(configuration: Configuration): Promise<void> {
  await StartSequence.run(async (sequence) => {
    const server = await sequence.part("server", () => startGateway({ ...configuration, isDetached: true }));
    notice(`interlock gateway ready at ${server.url} without its database; it serves the contracts it served last`);
    await sequence.untilStopped();
  });
}

async function prepareSchema(databaseUrl: string, isMigrating: boolean): Promise<void> {
  if (!isMigrating) await requireMigrated(databaseUrl);
  else if ((await findPendingMigrations(databaseUrl)).length > 0) await runMigrations(databaseUrl);
}
