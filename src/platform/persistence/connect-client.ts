import { Client } from "pg";

const CONNECTION_TIMEOUT_MS = 5_000;

/** One connection outside every pool. It never throws for a connection lost while idle; its next query fails. */
export async function connectClient(databaseUrl: string, applicationName = "interlock"): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Runs work on a connection of its own and closes it. */
export async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectClient(databaseUrl);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The SQLSTATE or system code of an error, such as `57P03` or `ECONNREFUSED`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
