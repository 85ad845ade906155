import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "pg";
import type { Configuration } from "../../config/configuration.js";
import { type Database, makeDataSource, makeWriterPool } from "./open-database.js";
import { UnitOfWork } from "./unit-of-work.js";

const RETRY_MS = 1_000;
const CONNECTION_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Reads get a pool of their own here, because TypeORM has none before it is connected. */
const READ_CONNECTIONS = 4;

/**
 * The database of a gateway that starts while it is away. Whatever needs it fails as it does in an outage (answered 503)
 * until the server is back; then everything works without a restart.
 */
export async function openDatabaseLater(
  configuration: Pick<Configuration, "databaseUrl" | "databaseConnections" | "role">,
  onConnectionLost: (error: Error) => void,
): Promise<Database> {
  const dataSource = await makeDataSource(configuration, onConnectionLost);
  const pool = new Pool({
    connectionString: configuration.databaseUrl,
    max: READ_CONNECTIONS,
    application_name: `interlock ${configuration.role} reads`,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on("error", onConnectionLost);
  const writerPool = makeWriterPool(configuration, onConnectionLost);
  const closing = new AbortController();
  const connected = connect(() => dataSource.initialize(), closing.signal);
  const close = async (): Promise<void> => {
    closing.abort();
    await connected;
    await Promise.all([writerPool.end(), pool.end(), dataSource.isInitialized ? dataSource.destroy() : undefined]);
  };
  return { dataSource, pool, writerPool, unitOfWork: new UnitOfWork(dataSource, pool), close };
}

async function connect(attempt: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await attempt();
      return;
    } catch {
      // The follower of promotions says in the log that the database is away; saying it here as well helps nobody.
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
