import { Pool } from "pg";
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

/** Three accept statements with up to four batches in flight rarely need more at once. */
const WRITER_CONNECTIONS = 6;

/**
 * Batch statements look rows up by key. Planned on an empty table they would scan it, and the cached plan would go on
 * scanning while the table grows.
 */
const WRITER_OPTIONS = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan";

/** The open database of one process. */
export interface Database {
  readonly dataSource: DataSource;
  /** Shared by TypeORM and reads. */
  readonly pool: Pool;
  /** For batch statements only, so that accepting never waits behind other work. */
  readonly writerPool: Pool;
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
  const dataSource = await makeDataSource(configuration, onConnectionLost);
  await dataSource.initialize();
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  const writerPool = makeWriterPool(configuration, onConnectionLost);
  const close = async (): Promise<void> => {
    await Promise.all([writerPool.end(), dataSource.destroy()]);
  };
  return { dataSource, pool, writerPool, unitOfWork: new UnitOfWork(dataSource, pool), close };
}

type DatabaseSettings = Pick<Configuration, "databaseUrl" | "databaseConnections" | "role">;

/** TypeORM on the database of the settings, not yet connected. */
export async function makeDataSource(
  { databaseUrl, databaseConnections, role }: DatabaseSettings,
  onConnectionLost: (error: Error) => void,
): Promise<DataSource> {
  return new DataSource({
    type: "postgres",
    url: databaseUrl ?? "",
    schema: "il",
    entities: await loadClasses("src", ".entity.js"),
    applicationName: `interlock ${role}`,
    installExtensions: false,
    poolSize: databaseConnections,
    poolErrorHandler: onConnectionLost,
    extra: {
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      keepAlive: true,
    },
  });
}

/** A pool connects with its first query, so it may be made while the database is away. */
export function makeWriterPool(
  { databaseUrl, role }: DatabaseSettings,
  onConnectionLost: (error: Error) => void,
): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: WRITER_CONNECTIONS,
    application_name: `interlock ${role} writer`,
    options: WRITER_OPTIONS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on("error", onConnectionLost);
  return pool;
}
