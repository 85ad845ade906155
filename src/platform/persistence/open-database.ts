import type { Pool } from "pg";
import { DataSource } from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver.js";
import type { Configuration } from "../../config/configuration.js";
import { EnvironmentError } from "../../config/environment-error.js";
import { checkServer } from "./check-server.js";
import { loadClasses } from "./load-compiled.js";
import { UnitOfWork } from "./unit-of-work.js";

/** A statement or a transaction that hangs must not hold its locks for longer than a caller would wait. */
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 5_000;

/** The open database of one process. TypeORM and the batch statements share one pool. */
export interface Database {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

/**
 * Opens the database of the configuration with every `*.entity.js` of the build.
 * @throws EnvironmentError when it is not named, not reachable or too old
 */
export async function openDatabase(
  configuration: Pick<Configuration, "databaseUrl" | "databaseConnections" | "role">,
  /** Told about connections lost while idle; the pool replaces them. */
  onConnectionLost: (error: Error) => void,
): Promise<Database> {
  if (configuration.databaseUrl === undefined) throw new EnvironmentError("INTERLOCK_DATABASE_URL is not set.");
  await checkServer(configuration.databaseUrl);
  const dataSource = new DataSource({
    type: "postgres",
    url: configuration.databaseUrl,
    schema: "il",
    entities: await loadClasses("src", ".entity.js"),
    applicationName: `interlock ${configuration.role}`,
    installExtensions: false,
    poolSize: configuration.databaseConnections,
    poolErrorHandler: onConnectionLost,
    extra: {
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      keepAlive: true,
    },
  });
  await dataSource.initialize();
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  return { dataSource, pool, unitOfWork: new UnitOfWork(dataSource, pool), close: () => dataSource.destroy() };
}
