import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAuditLog } from "../../src/platform/audit/open-audit-log.js";
import { createClientStore } from "../../src/platform/security/public.js";
import { readConfigurationWith } from "../../src/config/configuration.js";
import { systemClock } from "../../src/kernel/clock.js";
import { startServer } from "../../src/main.js";
import { openDatabase } from "../../src/platform/persistence/open-database.js";

/**
 * Interlock as it is served in production, role gateway: contract validation, token, policy, idempotency, audit,
 * outbox and engine command in one commit. The workflows run in other processes and are not part of the measure.
 * Arguments: migrated database URL, port. Sends an access token when it listens.
 */
const [databaseUrl = "", port = "0"] = process.argv.slice(2);
const configuration = readConfigurationWith({
  INTERLOCK_ROLE: "gateway",
  INTERLOCK_DATABASE_URL: databaseUrl,
  INTERLOCK_PORT: port,
  INTERLOCK_DATA_DIR: mkdtempSync(join(tmpdir(), "interlock-bench-")),
  INTERLOCK_LOG_LEVEL: "warn",
});

const database = await openDatabase(configuration, (error) => console.error(error.message));
const client = await database.unitOfWork.run((tx) =>
  createClientStore(systemClock, openAuditLog(configuration, systemClock)).create(tx, {
    clientId: "erp",
    name: "ERP of the benchmark",
    kind: "SERVICE",
    grants: [{ role: "erp-service", plants: "*" }],
  }),
);
await database.close();

const { url } = await startServer(configuration);
const answer = await fetch(`${url}/oauth/token`, {
  method: "POST",
  headers: {
    authorization: `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`,
    "content-type": "application/x-www-form-urlencoded",
  },
  body: "grant_type=client_credentials",
});
const { access_token: token } = (await answer.json()) as { access_token: string };
process.send?.(token);
