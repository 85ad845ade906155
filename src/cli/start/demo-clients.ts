import { isDeepStrictEqual } from "node:util";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import type { ClientDefinition, ClientStore } from "../../platform/security/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type ClientCredentials, readCredentialsFile, writeCredentialsFile } from "../credentials-file.js";
import { notice } from "../output.js";

/** Who a system on one machine needs. The policy gives an MES only plants that are named, everyone else all of them. */
export function demoClients(plants: readonly string[]): ClientDefinition[] {
  const erp = { role: "erp-service", plants: "*" } as const;
  const mes = { role: "mes-service", plants } as const;
  return [
    { clientId: "erp-simulator", name: "ERP simulator", kind: "SERVICE", grants: [erp] },
    { clientId: "mes-simulator", name: "MES simulator", kind: "SERVICE", grants: [mes] },
    { clientId: "b2mml-import", name: "B2MML import", kind: "SERVICE", grants: [erp, mes] },
    person("operator", "Integration operator", "integration-operator"),
    person("auditor", "Auditor", "auditor"),
    person("administrator", "Platform administrator", "platform-admin"),
    person("architect", "Contract architect", "contract-architect"),
    // A change that breaks consumers is approved by two, of whom one speaks for the consumers.
    person("orders-owner", "Owner of the order contracts", "api-owner"),
    person("consumers-owner", "Speaks for the consumers of the contracts", "api-owner"),
    // A waiver of what is proven to break is approved by two.
    person("governance-lead", "Governance lead", "governance-lead"),
    person("governance-deputy", "Deputy of the governance lead", "governance-lead"),
  ];
}

function person(clientId: string, name: string, role: string): ClientDefinition {
  return { clientId, name, kind: "HUMAN", grants: [{ role, plants: "*" }] };
}

/**
 * Makes the clients that the database or the credentials file lacks, each with a random secret, and writes the file
 * (mode 0600). The file is written before the transaction ends: an unused secret is harmless, a lost one is not.
 */
export async function makeDemoClients(
  configuration: Configuration,
  plants: readonly string[],
  clock: Clock,
): Promise<void> {
  const { openDatabase } = await import("../../platform/persistence/open-database.js");
  const { createClientStore } = await import("../../platform/security/public.js");
  const database = await openDatabase(configuration, (error) => notice(`database connection lost: ${error.message}`));
  const { NodeChronicle, openAuditLog } = await import("../../platform/audit/public.js");
  const auditLog = openAuditLog(configuration, clock);
  const store = createClientStore(clock, auditLog);
  try {
    await database.unitOfWork.run(async (tx) => {
      await completeCredentials(tx, store, demoClients(plants), configuration.credentialsFile);
    });
    if (auditLog.node.settledSeq > 0) await new NodeChronicle(database.unitOfWork, auditLog).stop();
  } finally {
    await database.close();
  }
}

async function completeCredentials(
  tx: Tx,
  store: ClientStore,
  definitions: readonly ClientDefinition[],
  file: string,
): Promise<void> {
  const { clients } = readCredentialsFile(file);
  const made: Record<string, ClientCredentials> = {};
  for (const definition of definitions) {
    const stored = await store.find(tx, definition.clientId);
    const isCurrent =
      isDeepStrictEqual(stored?.grants, definition.grants) && clients[definition.clientId] !== undefined;
    if (isCurrent) continue;
    const credentials = stored === undefined ? store.create(tx, definition) : store.replace(tx, definition);
    made[definition.clientId] = await credentials;
  }
  if (Object.keys(made).length > 0) writeCredentialsFile(file, { clients: { ...clients, ...made } });
}
