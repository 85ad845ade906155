import type { Pool, PoolClient } from "pg";
import type { DataSource, EntityManager } from "typeorm";

/** How a transaction ended; UNKNOWN when the connection was lost at the commit. */
export type TxOutcome = "COMMITTED" | "ROLLED_BACK" | "UNKNOWN";

/**
 * SQL that is run so often that each connection parses and plans it once and from then on only binds its values. Its plan
 * must not depend on them.
 */
export interface PreparedStatement {
  /** One name, one text: the connection refuses the name with another text. */
  readonly name: string;
  readonly text: string;
}

/** One open transaction. Stores take it as their first argument; nothing is ambient. */
export interface Tx {
  /** Runs named SQL on the transaction's connection and returns its rows. */
  query<Row>(statement: string | PreparedStatement, values?: readonly unknown[]): Promise<Row[]>;
  /** TypeORM on the same connection, for simple state. */
  readonly manager: EntityManager;
  /** Calls the listener once, after the end of the transaction. It must not throw. */
  onEnd(listener: (outcome: TxOutcome) => void): void;
}

/** Runs work in one transaction: committed when it resolves, rolled back when it throws. */
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    /** For reads outside any transaction. */
    private readonly pool: Pool,
  ) {}

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const listeners: ((outcome: TxOutcome) => void)[] = [];
    let outcome: TxOutcome = "ROLLED_BACK";
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const tx: Tx = {
        query: async <Row>(statement: string | PreparedStatement, values: readonly unknown[] = []) =>
          (await client.query(statement, [...values])).rows as Row[],
        manager: runner.manager,
        onEnd: (listener) => {
          listeners.push(listener);
        },
      };
      const result = await work(tx);
      // Until its answer is there, nobody knows whether the commit took place.
      outcome = "UNKNOWN";
      await runner.commitTransaction();
      outcome = "COMMITTED";
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      for (const listener of listeners) listener(outcome);
      await runner.release();
    }
  }

  async read<Row>(statement: string | PreparedStatement, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(statement, [...values])).rows as Row[];
  }
}
