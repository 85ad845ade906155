import { createHash } from "node:crypto";
import { type ClientBase, Pool, type PoolConfig } from "pg";

/** A text that comes back so often on one connection is prepared. */
const REPEATS_MIN = 3;

/** Texts a connection remembers; what is built anew each time must not fill its memory. */
const TEXTS_MAX = 200;

/** A wildcard's columns may change under a prepared statement when the engine's tables are migrated. */
const WILDCARD = /\*(?!\))/;

/**
 * Pool for the engine, which sends the same dozens of statements for every step as text: each connection prepares those
 * that it sees again and again, and the database no longer parses and plans them every time.
 */
export function openPreparingPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  pool.on("connect", prepareRepeated);
  return pool;
}

/** Replaces `query` of a connection by one that names what has values and is repeated. */
function prepareRepeated(client: ClientBase): void {
  const counts = new Map<string, number>();
  const send = client.query.bind(client);
  const query = (statement: unknown, ...rest: unknown[]): unknown =>
    Reflect.apply(send, undefined, [isWorthIt(counts, statement, rest) ? named(statement) : statement, ...rest]);
  Object.assign(client, { query });
}

function isWorthIt(counts: Map<string, number>, statement: unknown, rest: readonly unknown[]): statement is string {
  if (typeof statement !== "string" || !Array.isArray(rest[0]) || WILDCARD.test(statement)) return false;
  const count = (counts.get(statement) ?? 0) + 1;
  if (count > 1 || counts.size < TEXTS_MAX) counts.set(statement, count);
  return count >= REPEATS_MIN;
}

/** The name follows from the text, so that both stay one. */
function named(text: string): { name: string; text: string } {
  return { name: `engine-${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`, text };
}
