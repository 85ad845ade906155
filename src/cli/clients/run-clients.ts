import { readConfigurationWith } from "../../config/configuration.js";
import { openApiClient } from "../api-client.js";
import { notice, printJson, printLine, printTable } from "../output.js";

interface ListedClient {
  readonly clientId: string;
  readonly name: string;
  readonly kind: string;
  readonly disabledAt?: string | null;
}

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const CLIENTS = "/platform/v1/clients";

export async function listClients(isJson: boolean): Promise<void> {
  const { body } = await openApiClient(readConfigurationWith({})).get<{ items: ListedClient[] }>(CLIENTS);
  if (isJson) return printJson(body.items);
  printTable(
    body.items.map(({ clientId, kind, name, disabledAt }) => [clientId, kind, name, disabledAt ? "disabled" : ""]),
  );
}

export async function createClient(
  clientId: string,
  { name, kind, json }: { readonly name: string; readonly kind: string; readonly json?: true },
): Promise<void> {
  const account = { clientId, name, kind: kind.toUpperCase() };
  const { body } = await openApiClient(readConfigurationWith({})).post<Credentials>(CLIENTS, account);
  if (json !== true) notice(`Client ${clientId} may do nothing yet; give it a role with interlock policy grant.`);
  printCredentials(body, json === true);
}

export async function renewSecret(clientId: string, isJson: boolean): Promise<void> {
  const path = `${CLIENTS}/${encodeURIComponent(clientId)}:renew-secret`;
  const { body } = await openApiClient(readConfigurationWith({})).post<Credentials>(path, undefined);
  printCredentials(body, isJson);
}

export async function disableClient(clientId: string): Promise<void> {
  await openApiClient(readConfigurationWith({})).post(`${CLIENTS}/${encodeURIComponent(clientId)}:disable`, undefined);
  printLine(`Client ${clientId} is disabled with all its credentials.`);
}

/** Only the secret goes to stdout, so that it can be redirected into the file that holds it. */
export function printCredentials(credentials: Credentials, isJson: boolean): void {
  if (isJson) return printJson(credentials);
  notice(`Keep the secret of ${credentials.clientId} now; it cannot be shown again.`);
  printLine(credentials.clientSecret);
}
