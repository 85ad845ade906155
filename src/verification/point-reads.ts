import { hash } from "node:crypto";
import { Pool } from "pg";
import type { Configuration } from "../config/configuration.js";

const CONNECTIONS = 4;
const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * A verdict is a few hundred look-ups by key, however large the registry is. Hash joins and scans are never what such a
 * statement wants, but with estimates of a small table the planner takes them, and a cached plan keeps them while the
 * table grows. Planning anew costs more than the look-ups, so one plan is made for each connection. Its estimates are
 * too rough to decide on compiling it.
 */
const OPTIONS = [
  "plan_cache_mode=force_generic_plan",
  "enable_seqscan=off",
  "enable_hashjoin=off",
  "enable_mergejoin=off",
  "enable_bitmapscan=off",
  "enable_memoize=off",
  "jit=off",
]
  .map((option) => `-c ${option}`)
  .join(" ");

/** Reads outside any transaction, each statement prepared once on each of a few connections of its own. */
export class PointReads {
  readonly #pool: Pool;
  readonly #names = new Map<string, string>();

  /** Connects with the first statement. @param onConnectionLost told about connections lost while idle */
  constructor(
    { databaseUrl, role }: Pick<Configuration, "databaseUrl" | "role">,
    onConnectionLost: (error: Error) => void,
  ) {
    this.#pool = new Pool({
      connectionString: databaseUrl,
      max: CONNECTIONS,
      application_name: `interlock ${role} point reads`,
      options: OPTIONS,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      // A new connection would have to plan everything anew, which costs more than many questions.
      idleTimeoutMillis: 0,
      keepAlive: true,
    });
    this.#pool.on("error", onConnectionLost);
  }

  /** @param statement one of a limited number of texts: each stays prepared for the life of the connection */
  async read<Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query({ name: this.#nameOf(statement), text: statement, values: [...values] }))
      .rows as Row[];
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  #nameOf(statement: string): string {
    const known = this.#names.get(statement);
    if (known !== undefined) return known;
    const name = hash("sha1", statement, "hex");
    this.#names.set(statement, name);
    return name;
  }
}
