import type { Pool } from "pg";
import { sha256Hex } from "../../kernel/hash.js";
import { isConnectionLoss } from "./connection-loss.js";
import { encodeTextArray } from "./text-array.js";
import type { PreparedStatement } from "./unit-of-work.js";

/** One prepared request of a batch: its values and the key under which rows may not share a batch. */
export interface BatchRow {
  /** Rows of one key go into different batches, in the order they were submitted. */
  readonly key: string;
  /** The row's values as text, in the order of the columns. */
  readonly values: readonly (string | null)[];
}

export interface BatchWriterOptions {
  readonly name: string;
  /** Reads its rows from `batchRows(columns)` and answers one row per input row, with its ordinal in column `n`. */
  readonly statement: string;
  /** A cheaper statement that is tried first: it answers like `statement`, or no row and then changes nothing. */
  readonly statementIfNew?: string;
  /** Number of values in a row; each column is one parameter. */
  readonly columnCount: number;
  readonly rowsPerBatchMax: number;
  /** Batches sent while earlier ones are not answered yet. */
  readonly batchesInFlightMax: number;
  /**
   * Rows that must wait before a batch leaves beside another one. A batch has a price of its own, so that two small ones
   * cost the database more than one of both; a large one is worth sending at once.
   */
  readonly rowsBesideOthersMin: number;
}

interface Pending<Result> {
  readonly row: BatchRow;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * The rows of a batch as a SELECT: `n`, which counts from 1, and the columns in their types. One array of text per
 * column: the server copies it, where it would have to read one JSON document of all rows (ADR 0013).
 * @param columns name → Postgres type; a `json` column stays text here, so that it is read once, where it is stored
 */
export function batchRows(columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns);
  const parameters = names.map((_, index) => `$${index + 1}::text[]`);
  const typed = Object.entries(columns).map(([name, type]) =>
    type === "text" || type === "json" ? name : `${name}::${type}`,
  );
  return `SELECT n::int AS n, ${typed.join(", ")} FROM unnest(${parameters.join(", ")}) WITH ORDINALITY AS r(${names.join(", ")}, n)`;
}

/** A connection refuses one name for two texts, so that the text is part of the name: writers that share it cannot meet. */
const prepared = (name: string, text: string): PreparedStatement => ({
  name: `${name}-${sha256Hex(text).slice(0, 16)}`,
  text,
});

/** Our own verdict that a concurrent change won, unique violation, serialisation failure, deadlock. */
const LOST_RACE_CODES = new Set(["IL003", "23505", "40001", "40P01"]);
const LOST_RACES_MAX = 5;

const isLostRace = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && LOST_RACE_CODES.has(error.code);

/**
 * Commits many requests with one statement. A batch leaves as soon as the one before it is answered, so the queue that
 * builds up meanwhile is the next batch and no timer delays anyone; under a heavy queue several are in flight. A batch that fails is run again row by row, so
 * that one bad row fails alone; a lost connection fails the whole batch, because its outcome is unknown and the
 * callers' idempotency keys make their repeat safe.
 */
export class BatchWriter<Result extends { readonly n: number }> {
  #waiting: Pending<Result>[] = [];
  #inFlight = 0;
  readonly #statement: PreparedStatement;
  readonly #statementIfNew: PreparedStatement | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly options: BatchWriterOptions,
  ) {
    const { name, statement, statementIfNew } = options;
    this.#statement = prepared(name, statement);
    this.#statementIfNew = statementIfNew === undefined ? undefined : prepared(name, statementIfNew);
  }

  /** Resolves after the row's transaction has committed. */
  submit(row: BatchRow): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#mayLeave()) {
      const batch = this.#takeBatch();
      this.#inFlight++;
      void this.#run(batch).finally(() => {
        this.#inFlight--;
        this.#pump();
      });
    }
  }

  #mayLeave(): boolean {
    const { batchesInFlightMax, rowsBesideOthersMin } = this.options;
    if (this.#inFlight === 0) return this.#waiting.length > 0;
    return this.#inFlight < batchesInFlightMax && this.#waiting.length >= rowsBesideOthersMin;
  }

  /** Rows in key order, so that two batches in flight lock what they share in the same order. */
  #takeBatch(): Pending<Result>[] {
    const keys = new Set<string>();
    const batch: Pending<Result>[] = [];
    const rest: Pending<Result>[] = [];
    for (const pending of this.#waiting) {
      if (batch.length < this.options.rowsPerBatchMax && !keys.has(pending.row.key)) batch.push(pending);
      else rest.push(pending);
      keys.add(pending.row.key);
    }
    this.#waiting = rest;
    return batch.toSorted((a, b) => (a.row.key < b.row.key ? -1 : 1));
  }

  async #run(batch: readonly Pending<Result>[]): Promise<void> {
    try {
      this.#answer(batch, await this.#executeTogether(batch));
    } catch (error) {
      if (isConnectionLoss(error)) batch.forEach((pending) => pending.reject(error));
      else for (const pending of batch) await this.#runAlone(pending, error);
    }
  }

  /** A row that lost a race is judged again on what won it; any other error is the row's own. */
  async #runAlone(pending: Pending<Result>, batchError: unknown): Promise<void> {
    let lastError = batchError;
    for (let tries = 0; tries < LOST_RACES_MAX; tries++) {
      try {
        this.#answer([pending], await this.#execute([pending]));
        return;
      } catch (error) {
        lastError = error;
        if (!isLostRace(error)) break;
      }
    }
    pending.reject(lastError);
  }

  async #executeTogether(batch: readonly Pending<Result>[]): Promise<Result[]> {
    if (this.#statementIfNew === undefined) return await this.#execute(batch);
    const values = this.#encode(batch);
    const { rows } = await this.pool.query<Result>({ ...this.#statementIfNew, values });
    return rows.length > 0 ? rows : await this.#execute(batch, values);
  }

  async #execute(batch: readonly Pending<Result>[], values = this.#encode(batch)): Promise<Result[]> {
    return (await this.pool.query<Result>({ ...this.#statement, values })).rows;
  }

  #encode(batch: readonly Pending<Result>[]): Buffer[] {
    return Array.from({ length: this.options.columnCount }, (_, column) =>
      encodeTextArray(batch.map(({ row }) => row.values[column] ?? null)),
    );
  }

  #answer(batch: readonly Pending<Result>[], results: readonly Result[]): void {
    const byOrdinal = new Map(results.map((result) => [result.n, result]));
    batch.forEach((pending, index) => {
      const n = index + 1;
      const result = byOrdinal.get(n);
      if (result === undefined) pending.reject(new Error(`${this.options.name} answered no row for ordinal ${n}`));
      else pending.resolve(result);
    });
  }
}
