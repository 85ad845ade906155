import { EnvironmentError } from "../../config/environment-error.js";
import { connectClient, errorCode } from "./connect-client.js";
import { isConnectionLoss } from "./connection-loss.js";

const MAJOR_VERSION_MINIMUM = 15;

/** What the server behind a database URL is. */
export interface ServerDescription {
  /** `host:port/database`, without user or password. */
  readonly address: string;
  readonly version: string;
}

/** Reaches the database and checks its version. @throws EnvironmentError naming what to correct. */
export async function checkServer(databaseUrl: string): Promise<ServerDescription> {
  const address = databaseAddress(databaseUrl);
  const client = await connectClient(databaseUrl).catch((error: unknown) => {
    throw unreachable(address, error);
  });
  try {
    const { rows } = await client
      .query<{ version: string; number: string }>(
        "SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number",
      )
      .catch((error: unknown) => {
        throw isConnectionLoss(error) ? unreachable(address, error) : error;
      });
    const version = rows[0]?.version ?? "unknown";
    if (Number(rows[0]?.number) < MAJOR_VERSION_MINIMUM * 10_000) throw tooOld(address, version);
    return { address, version };
  } finally {
    await client.end();
  }
}

/** `host:port/database` of a database URL, fit for messages. @throws EnvironmentError when it is not one. */
export function databaseAddress(databaseUrl: string): string {
  if (!/^postgres(ql)?:/.test(databaseUrl) || !URL.canParse(databaseUrl)) {
    throw new EnvironmentError(
      "INTERLOCK_DATABASE_URL is not a database address; it must read postgres://user:password@host:port/database.",
    );
  }
  const url = new URL(databaseUrl);
  return `${url.hostname || (url.searchParams.get("host") ?? "")}:${url.port || "5432"}${url.pathname}`;
}

function unreachable(address: string, cause: unknown): EnvironmentError {
  const code = errorCode(cause);
  const message = cause instanceof Error && cause.message !== "" ? cause.message : (code ?? String(cause));
  return new EnvironmentError(
    `The database ${address} cannot be reached (${message}); start it, or correct INTERLOCK_DATABASE_URL.`,
    { cause },
  );
}

function tooOld(address: string, version: string): EnvironmentError {
  return new EnvironmentError(
    `The database ${address} is Postgres ${version}; Interlock needs ${MAJOR_VERSION_MINIMUM} or newer: ` +
      `upgrade it, or unset INTERLOCK_DATABASE_URL to use the embedded one.`,
  );
}
