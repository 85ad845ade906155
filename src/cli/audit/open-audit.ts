import { userInfo } from "node:os";
import { type Configuration, readConfigurationWith } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { type AuditLog, openAuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notice } from "../output.js";

/** The audit trail of the settings' database, opened for one command. */
export interface OpenAudit {
  readonly configuration: Configuration;
  readonly unitOfWork: UnitOfWork;
  /** Entries of the command itself are written by a process of their own. */
  readonly log: AuditLog;
  /** Who the entries of the command name: the account on this machine. */
  readonly actor: string;
  readonly correlationId: string;
}

/** An embedded database is started for the command only, and left alone when a server runs on it. */
export async function withAudit<T>(work: (audit: OpenAudit) => Promise<T>): Promise<T> {
  const configuration = readConfigurationWith({});
  const { openDatabase } = await import("../../platform/persistence/open-database.js");
  return await withRunningDatabase(configuration, async (databaseUrl) => {
    const { requireMigrated } = await import("../start/check-migrations.js");
    await requireMigrated(databaseUrl);
    const database = await openDatabase({ ...configuration, databaseUrl }, (error) =>
      notice(`database connection lost: ${error.message}`),
    );
    try {
      return await work({
        configuration,
        unitOfWork: database.unitOfWork,
        log: openAuditLog(configuration, systemClock),
        actor: `cli:${userInfo().username}`,
        correlationId: new UlidFactory(systemClock).next(),
      });
    } finally {
      await database.close();
    }
  });
}

async function withRunningDatabase<T>(
  { databaseUrl, dataDir }: Configuration,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined) return await work(databaseUrl);
  const { EmbeddedPostgres } = await import("../../platform/persistence/embedded-postgres.js");
  const postgres = new EmbeddedPostgres(dataDir, systemClock);
  const { databaseUrl: embeddedUrl, outcome } = await postgres.start();
  try {
    return await work(embeddedUrl);
  } finally {
    if (outcome !== "adopted") await postgres.stop();
  }
}
