import { type Configuration, readConfigurationWith } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ClientStore } from "../../platform/security/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice } from "../output.js";
import { requireMigrated } from "../start/check-migrations.js";
import { startDatabase } from "../start/start-database.js";
import { printCredentials } from "./run-clients.js";

const ROLE = "platform-admin";

/**
 * Makes the first administrator, in the database itself: whoever can write there needs no further permission. Later
 * ones are made by those that exist. @throws CommandError (exit code 1) when there is one already
 */
export async function bootstrapAdministrator(clientId: string, isJson: boolean): Promise<void> {
  const configuration = readConfigurationWith({});
  const started = await startDatabase(configuration, systemClock);
  try {
    await requireMigrated(started.databaseUrl);
    const credentials = await create({ ...configuration, databaseUrl: started.databaseUrl }, clientId);
    printCredentials(credentials, isJson);
  } finally {
    await started.stop();
  }
}

async function create(
  configuration: Configuration,
  clientId: string,
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  const { openDatabase } = await import("../../platform/persistence/open-database.js");
  const { createClientStore } = await import("../../platform/security/public.js");
  const { NodeChronicle, openAuditLog } = await import("../../platform/audit/public.js");
  const database = await openDatabase(configuration, (error) => notice(`database connection lost: ${error.message}`));
  try {
    const auditLog = openAuditLog(configuration, systemClock);
    const store = createClientStore(systemClock, auditLog);
    const credentials = await database.unitOfWork.run((tx) => createFirst(tx, store, clientId));
    if (auditLog.node.settledSeq > 0) await new NodeChronicle(database.unitOfWork, auditLog).stop();
    return credentials;
  } finally {
    await database.close();
  }
}

async function createFirst(
  tx: Tx,
  store: ClientStore,
  clientId: string,
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  await tx.query("LOCK TABLE il.client IN SHARE ROW EXCLUSIVE MODE");
  const administrator = (await store.list(tx)).find(
    ({ grants, disabledAt }) => disabledAt === undefined && grants.some(({ role }) => role === ROLE),
  );
  if (administrator !== undefined) {
    throw new CommandError(
      `There is an administrator already: ${administrator.clientId}. Let it make the next one.`,
      EXIT_CODE.findings,
    );
  }
  const grants = [{ role: ROLE, plants: "*" as const }];
  return await store.create(tx, { clientId, name: "Platform administrator", kind: "HUMAN", grants });
}
