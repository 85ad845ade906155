import type { Client } from "pg";
import type { Clock } from "../../kernel/clock.js";
import { tryAdvisoryLock } from "./advisory-lock.js";
import { connectClient } from "./connect-client.js";

/** Held for the life of the process; the server lets go of it when the process ends, however it ends. */
export interface DatabaseClaim {
  release(): Promise<void>;
}

const LOCK_KEY = 0x696c_0003;
const APPLICATION_NAME = "interlock owner";
/** The server notices the end of a killed owner within moments. */
const WAIT_MS = 2_000;

/** Claims an embedded database for this process. Answers the number of the process that has it, if another does. */
export async function claimDatabase(
  databaseUrl: string,
  clock: Clock,
): Promise<DatabaseClaim | { readonly ownerPid: number }> {
  const client = await connectClient(databaseUrl, `${APPLICATION_NAME} ${process.pid}`);
  if (await tryAdvisoryLock(client, LOCK_KEY, WAIT_MS, clock)) return { release: async () => await client.end() };
  const ownerPid = await findOwner(client);
  await client.end();
  return { ownerPid };
}

async function findOwner(client: Client): Promise<number> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = $1::bigint::oid AND l.granted`,
    [LOCK_KEY],
  );
  return Number(rows[0]?.name.slice(APPLICATION_NAME.length));
}
