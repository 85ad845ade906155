import { Pool } from "pg";
import { pino } from "pino";
import { DataSource } from "typeorm";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { DbosEngine } from "../dbos/dbos-engine.js";

/** The real engine with the connections its tests need. */
export interface TestEngine {
  readonly engine: DbosEngine;
  readonly unitOfWork: UnitOfWork;
  readonly pool: Pool;
  close(): Promise<void>;
}

export const silentLogger = pino({ level: "silent" });

export async function openTestEngine(databaseUrl: string): Promise<TestEngine> {
  const pool = new Pool({ connectionString: databaseUrl, max: 8 });
  pool.on("error", () => undefined);
  const dataSource = await new DataSource({
    type: "postgres",
    url: databaseUrl,
    poolSize: 4,
    installExtensions: false,
  }).initialize();
  const engine = new DbosEngine(databaseUrl, pool, silentLogger);
  const close = async (): Promise<void> => {
    await engine.shutdown(2000);
    await dataSource.destroy();
    await pool.end();
  };
  return { engine, unitOfWork: new UnitOfWork(dataSource, pool), pool, close };
}
