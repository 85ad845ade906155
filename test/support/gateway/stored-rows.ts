import assert from "node:assert/strict";
import type { TestGateway } from "./test-gateway.js";

/** Every table that an accepted request writes to. */
const TABLES = [
  "production_order",
  "confirmation",
  "acknowledgement",
  "order_command",
  "movement",
  "stock_snapshot",
  "quality_event",
  "quality_hold",
  "nonconformance",
  "operation_status",
  "idempotency",
  "outbox",
  "audit_entry",
  "engine_command",
] as const;

/** What the audit says of itself and of refusals is written beside the requests, at any time. */
const CONDITIONS: Readonly<Record<string, string>> = {
  audit_entry: "WHERE resource_type NOT IN ('audit-node', 'audit-key', 'audit-log', 'request')",
};

const COUNT = TABLES.map(
  (table) => `SELECT '${table}' AS name, count(*)::int AS rows FROM il.${table} ${CONDITIONS[table] ?? ""}`,
).join(" UNION ALL ");

/** Rows by table. */
export async function storedRows({ database }: TestGateway): Promise<Readonly<Record<string, number>>> {
  const rows = await database.unitOfWork.read<{ name: string; rows: number }>(COUNT);
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

/** What the work answers, after checking that it left no row anywhere. */
export async function storesNothing<T>(gateway: TestGateway, work: () => Promise<T>): Promise<T> {
  const before = await storedRows(gateway);
  const result = await work();
  assert.deepEqual(await storedRows(gateway), before);
  return result;
}
