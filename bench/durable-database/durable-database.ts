import { join } from "node:path";
import { projectRoot } from "../../src/config/project-root.js";
import { systemClock } from "../../src/kernel/clock.js";
import { migrateEngine } from "../../src/orchestration/public.js";
import { connectClient } from "../../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../../src/platform/persistence/embedded-postgres.js";
import { migrate } from "../../src/platform/persistence/migrate.js";
import { type Database, openDatabase } from "../../src/platform/persistence/open-database.js";

const CALIBRATION_MS = 3_000;
const CONNECTIONS = 16;
const MS_PER_SECOND = 1_000;

/** A new database of the embedded Postgres with its product settings: a commit waits for the disk, as in production. */
export class DurableDatabase {
  private constructor(
    readonly url: string,
    readonly database: Database,
    private readonly dispose: () => Promise<void>,
  ) {}

  static async open(measurement: string): Promise<DurableDatabase> {
    const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", `bench-postgres-${measurement}`), systemClock);
    const { databaseUrl: adminUrl } = await cluster.start();
    const name = `bench_${measurement}_${process.pid}`;
    const admin = await connectClient(adminUrl);
    await admin.query(`CREATE DATABASE ${name}`);
    const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
    await migrate(url, migrateEngine);
    const configuration = { databaseUrl: url, databaseConnections: CONNECTIONS, role: "all" } as const;
    const database = await openDatabase(configuration, () => undefined);
    return new DurableDatabase(url, database, async () => {
      await database.close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
      await cluster.stop();
    });
  }

  /** Commits of one row a second, one after the other: the measure of this machine at this moment. */
  async commitsPerSecond(): Promise<number> {
    const { unitOfWork } = this.database;
    await unitOfWork.read("CREATE TABLE IF NOT EXISTS public.calibration (n bigint)");
    const endMs = performance.now() + CALIBRATION_MS;
    let commits = 0;
    for (; performance.now() < endMs; commits++) {
      await unitOfWork.run((tx) => tx.query("INSERT INTO public.calibration (n) VALUES ($1)", [commits]));
    }
    return (commits * MS_PER_SECOND) / CALIBRATION_MS;
  }

  async close(): Promise<void> {
    await this.dispose();
  }
}
