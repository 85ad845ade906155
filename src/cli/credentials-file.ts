import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { CommandError, EXIT_CODE } from "./exit-code.js";

/** One client of the credentials file. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Contents of credentials.json: client credentials by client name. */
export interface CredentialsFile {
  readonly clients: Readonly<Record<string, ClientCredentials>>;
}

/** Reads the file; an absent file has no clients. @throws CommandError (exit code 3) when it is not readable. */
export function readCredentialsFile(file: string): CredentialsFile {
  try {
    const content = JSON.parse(readFileSync(file, "utf8")) as Partial<CredentialsFile>;
    return { clients: content.clients ?? {} };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { clients: {} };
    throw new CommandError(`The credentials file ${file} cannot be read (${String(error)}).`, EXIT_CODE.environment, {
      cause: error,
    });
  }
}

/** Replaces the file at once; only its owner may read it. */
export function writeCredentialsFile(file: string, credentials: CredentialsFile): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(credentials, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** Credentials of a client by name. @throws CommandError: exit code 3 when there are none at all, else 4 naming those there are. */
export function findClient(file: string, name: string): ClientCredentials {
  const { clients } = readCredentialsFile(file);
  const client = clients[name];
  if (client !== undefined) return client;
  const known = Object.keys(clients);
  if (known.length === 0) throw noClients(file, name);
  throw new CommandError(
    `${file} has no client "${name}"; choose one of ${known.join(", ")} with INTERLOCK_CLIENT.`,
    EXIT_CODE.notAuthorised,
  );
}

function noClients(file: string, name: string): CommandError {
  return new CommandError(
    `${file} has no client "${name}"; start Interlock with npm start, which makes the file, ` +
      `or name another with INTERLOCK_CREDENTIALS.`,
    EXIT_CODE.environment,
  );
}
