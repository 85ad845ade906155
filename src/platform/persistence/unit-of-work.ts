import type { Pool, PoolClient } from "pg";
import type { DataSource, EntityManager } from "typeorm";

/** One open transaction. Stores take it as their first argument; nothing is ambient. */
export interface Tx {
  /** Runs named SQL on the transaction's connection and returns its rows. */
  query<Row>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** TypeORM on the same connection, for simple state. */
  readonly manager: EntityManager;
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
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const tx: Tx = {
        query: async <Row>(statement: string, values: readonly unknown[] = []) =>
          (await client.query(statement, [...values])).rows as Row[],
        manager: runner.manager,
      };
      const result = await work(tx);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  async read<Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(statement, [...values])).rows as Row[];
  }
}
