import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";

/** Where a read runs: inside the caller's transaction, or outside any. */
export type SqlSource = Tx | UnitOfWork;

type SqlReader = <Row>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;

export function sqlReader(source: SqlSource): SqlReader {
  return "read" in source
    ? (statement, values) => source.read(statement, values)
    : (statement, values) => source.query(statement, values);
}
