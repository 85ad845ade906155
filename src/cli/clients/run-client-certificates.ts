import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { readConfigurationWith } from "../../config/configuration.js";
import { openApiClient } from "../api-client.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice, printJson, printLine, printTable } from "../output.js";

interface Registration {
  readonly id: string;
  readonly thumbprint: string | null;
  readonly subject: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
}

export async function listCertificates(clientId: string, isJson: boolean): Promise<void> {
  const { body } = await openApiClient(readConfigurationWith({})).get<{ items: Registration[] }>(pathOf(clientId));
  if (isJson) return printJson(body.items);
  if (body.items.length === 0) return notice(`No certificate speaks for client ${clientId}.`);
  printTable(
    body.items.map(({ id, thumbprint, subject, createdAt, createdBy }) => {
      return [id, subject ?? `SHA-256 ${thumbprint ?? ""}`, `since ${createdAt}`, `by ${createdBy}`];
    }),
  );
}

export async function registerCertificate(
  clientId: string,
  { file, subject }: { readonly file?: string; readonly subject?: string },
): Promise<void> {
  if ((file === undefined) === (subject === undefined)) {
    throw new CommandError("Give either --file or --subject.", EXIT_CODE.usage);
  }
  const selector = file === undefined ? { subject } : { thumbprint: readThumbprint(file) };
  const { body } = await openApiClient(readConfigurationWith({})).post<Registration>(pathOf(clientId), selector);
  printLine(`${body.id} speaks for client ${clientId}: ${body.subject ?? `SHA-256 ${body.thumbprint ?? ""}`}`);
}

export async function removeCertificate(clientId: string, id: string): Promise<void> {
  const path = `${pathOf(clientId)}/${encodeURIComponent(id)}:remove`;
  await openApiClient(readConfigurationWith({})).post(path, undefined);
  printLine(`${id} speaks for client ${clientId} no longer.`);
}

function readThumbprint(file: string): string {
  try {
    return new X509Certificate(readFileSync(file)).fingerprint256;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${file} is no certificate (${reason}); name a PEM or DER file.`, EXIT_CODE.environment, {
      cause: error,
    });
  }
}

function pathOf(clientId: string): string {
  return `/platform/v1/clients/${encodeURIComponent(clientId)}/certificates`;
}
