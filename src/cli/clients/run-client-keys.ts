import { readConfigurationWith } from "../../config/configuration.js";
import { openApiClient } from "../api-client.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice, printJson, printLine, printTable } from "../output.js";

interface ListedKey {
  readonly keyId: string;
  readonly name: string;
  readonly state: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

interface NewKey {
  readonly keyId: string;
  readonly apiKey: string;
  readonly expiresAt: string;
}

export interface CreateKeyOptions {
  readonly name: string;
  readonly days: string;
  readonly json?: true;
}

export async function listClientKeys(clientId: string, isJson: boolean): Promise<void> {
  const { body } = await openApiClient(readConfigurationWith({})).get<{ items: ListedKey[] }>(keysOf(clientId));
  if (isJson) return printJson(body.items);
  if (body.items.length === 0) return notice(`Client ${clientId} has no API keys.`);
  printTable(
    body.items.map(({ keyId, name, state, expiresAt, lastUsedAt }) => {
      return [keyId, state, name, `ends ${expiresAt}`, lastUsedAt === null ? "never used" : `used ${lastUsedAt}`];
    }),
  );
}

/** Only the key goes to stdout, so that it can be redirected into the file that holds it. */
export async function createClientKey(clientId: string, { name, days, json }: CreateKeyOptions): Promise<void> {
  if (!/^[0-9]{1,4}$/.test(days)) throw new CommandError("--days must be a whole number of days.", EXIT_CODE.usage);
  const client = openApiClient(readConfigurationWith({}));
  const { body } = await client.post<NewKey>(keysOf(clientId), { name, expiresInDays: Number(days) });
  if (json === true) return printJson(body);
  notice(`Key ${body.keyId} of client ${clientId} ends ${body.expiresAt}. Send it as the header X-API-Key.`);
  notice("Keep it now; it cannot be shown again.");
  printLine(body.apiKey);
}

export async function revokeClientKey(clientId: string, keyId: string): Promise<void> {
  const path = `${keysOf(clientId)}/${encodeURIComponent(keyId)}:revoke`;
  await openApiClient(readConfigurationWith({})).post(path, undefined);
  printLine(`Key ${keyId} of client ${clientId} is revoked.`);
}

function keysOf(clientId: string): string {
  return `/platform/v1/clients/${encodeURIComponent(clientId)}/api-keys`;
}
