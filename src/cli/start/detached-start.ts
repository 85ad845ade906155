import type { Configuration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { withClient } from "../../platform/persistence/connect-client.js";
import { isConnectionLoss } from "../../platform/persistence/connection-loss.js";

/**
 * A gateway whose database is away may start from the contracts it served last. Workers may not: all their work is in
 * the database. @throws IntegrityError when the contracts it served last were changed on its disk
 */
export async function canStartDetached(configuration: Configuration): Promise<boolean> {
  const { role, databaseUrl, dataDir } = configuration;
  if (role !== "gateway" || databaseUrl === undefined || !(await isAway(databaseUrl))) return false;
  const { SnapshotStore } = await import("../../promotion/public.js");
  return (await SnapshotStore.inDataFolder(dataDir, systemClock).read()) !== undefined;
}

async function isAway(databaseUrl: string): Promise<boolean> {
  try {
    await withClient(databaseUrl, (client) => client.query("SELECT 1"));
    return false;
  } catch (error) {
    return isConnectionLoss(error);
  }
}
