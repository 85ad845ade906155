/**
 * SQL ERP simulator: takes rows from a staging table, books them, and writes what became of each back into it in the
 * same transaction. It stands in for the batch job of a real ERP in tests.
 */
import type { Pool, PoolClient } from "pg";
import { FaultScript, type FaultRule } from "../erp/fault-script.js";

export const STAGING_TABLE = "erp.interlock_staging";

/** As docs/guides/connectors.md gives it to the ERP's administrators. */
const CREATE = `
  CREATE SCHEMA IF NOT EXISTS erp;
  CREATE TABLE erp.interlock_staging (
    external_key text PRIMARY KEY,
    plant_code text NOT NULL,
    order_number text NOT NULL,
    kind text NOT NULL,
    posting_date date NOT NULL,
    occurred_at timestamptz NOT NULL,
    payload jsonb NOT NULL,
    inserted_at timestamptz NOT NULL DEFAULT now(),
    status text NOT NULL CHECK (status IN ('NEW', 'DONE', 'ERROR')),
    document_number text,
    error_code text,
    error_text text
  );
  CREATE TABLE erp.document (number bigint GENERATED ALWAYS AS IDENTITY (START WITH 7000001), external_key text NOT NULL);`;

const TAKE = `
  SELECT external_key, kind, order_number FROM erp.interlock_staging
  WHERE status = 'NEW' ORDER BY inserted_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

const BOOK = `
  WITH booked AS (INSERT INTO erp.document (external_key) VALUES ($1) RETURNING number)
  UPDATE erp.interlock_staging SET status = 'DONE', document_number = (SELECT number::text FROM booked)
  WHERE external_key = $1`;

const FAIL =
  "UPDATE erp.interlock_staging SET status = 'ERROR', error_code = $2, error_text = $3 WHERE external_key = $1";

const PAUSE_MS = 20;

export class SqlErpSimulator {
  readonly #faults = new FaultScript();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  async open(): Promise<void> {
    await this.pool.query(CREATE);
    this.start();
  }

  /** Begins to book what is staged, and goes on until it is stopped. */
  start(): void {
    this.#timer = setInterval(() => {
      this.#working = this.#working.then(() => this.#bookNext()).catch(() => undefined);
    }, PAUSE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
  }

  /** From now on the rules strike the rows that are booked; kind is the kind of the posting. */
  fail(...rules: readonly FaultRule[]): void {
    this.#faults.replace(rules, 1);
  }

  /** Documents with the key: more than one would be a double booking. */
  async documents(externalKey: string): Promise<number> {
    const { rows } = await this.pool.query("SELECT 1 FROM erp.document WHERE external_key = $1", [externalKey]);
    return rows.length;
  }

  async #bookNext(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query("BEGIN");
      await this.#book(client);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
  }

  async #book(client: PoolClient): Promise<void> {
    const { rows } = await client.query<{ external_key: string; kind: string; order_number: string }>(TAKE);
    const [row] = rows;
    if (row === undefined) return;
    const fault = this.#faults.strike(row.kind, row.order_number)?.fault;
    if (fault === "lock") await client.query(FAIL, [row.external_key, "LOCKED", "The order is being changed"]);
    else if (fault === "closed-period") await client.query(FAIL, [row.external_key, "PERIOD", "The period is closed"]);
    else await client.query(BOOK, [row.external_key]);
  }
}
