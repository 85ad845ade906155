import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import pg from "pg";
import { DataSource } from "typeorm";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { OrderWrite } from "../accept/order-write.js";
import { AcceptReversals } from "./accept-reversals.js";

const ids = new UlidFactory(systemClock);
const OCCURRED_AT = "2026-11-23T10:05:00Z";

function request(): OrderWrite {
  const document = `{"reasonCode":"R01","occurredAt":"${OCCURRED_AT}"}`;
  return {
    clientId: "mes",
    operation: "reverseConfirmation",
    permission: "confirmation:reverse",
    idempotencyKey: ids.next(),
    requestHash: sha256Hex(document),
    documentHash: sha256Hex(document),
    correlationId: ids.next(),
    traceparent: newTraceparent(),
    plantCode: "P1",
    orderNumber: "1",
    resource: "/production-order/v1/orders/P1/1/confirmations/x",
    operationsPath: "/production-order/v1/operations",
    document,
    resourceType: "operation-confirmation",
  };
}

const codeOf = (result: AcceptResult): string => (result.verdict === "REFUSED" ? result.code : result.verdict);

describe("accepting reversals", () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let dataSource: DataSource;
  /** Two gateway processes on one database. */
  let processes: readonly AcceptReversals[];

  async function appliedConfirmation(): Promise<string> {
    const id = ids.next();
    const report = { operationNumber: "0010", sequence: 3, kind: "PARTIAL", yield: { value: "1", unit: "KGM" } };
    await pool.query(
      `INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, kind, document,
         document_hash, operation_id, correlation_id, traceparent)
       VALUES ($1, 'P1', '1', 'mes', '0010', 'PARTIAL', $2, '', '', '', '')`,
      [id, JSON.stringify({ ...report, postingDate: "2026-11-22", occurredAt: "2026-11-22T09:00:00Z" })],
    );
    await pool.query("UPDATE il.confirmation SET state = 'APPLIED' WHERE id = $1", [id]);
    return id;
  }

  const reverse = (process: AcceptReversals | undefined, reverses: string): Promise<AcceptResult> => {
    assert.ok(process !== undefined);
    const columns = { reverses, reasonCode: "R01", occurredAt: OCCURRED_AT, postingDate: undefined };
    return process.reverse(request(), ids.next(), { ...columns, ifMatch: undefined, isForbidden: false });
  };

  before(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 8 });
    // Dropping the database may be faster than the last connection is closed.
    pool.on("error", () => undefined);
    dataSource = await new DataSource({ type: "postgres", url: database.url }).initialize();
    const unitOfWork = new UnitOfWork(dataSource, pool);
    processes = [1, 2].map(() => new AcceptReversals(pool, ids, new AuditLog(systemClock), unitOfWork));
  });

  after(async () => {
    await dataSource.destroy();
    await pool.end();
    await database.drop();
  });

  test("takes a confirmation back once, however many ask at the same time", async () => {
    const id = await appliedConfirmation();
    const asked = Array.from({ length: 8 }, (_, index) => reverse(processes[index % 2], id));
    const codes = (await Promise.all(asked)).map(codeOf);
    assert.deepEqual(codes.toSorted(), ["ACCEPTED", ...Array<string>(7).fill("ALREADY_REVERSED")]);
  });

  test("stores the report as it is taken back: without its number, at the time of the reversal", async () => {
    const id = await appliedConfirmation();
    await reverse(processes[0], id);
    const { rows } = await pool.query<{ document: Record<string, unknown>; sequence: number | null }>(
      "SELECT document, sequence FROM il.confirmation WHERE reverses = $1",
      [id],
    );
    assert.equal(rows[0]?.sequence, null);
    assert.deepEqual(rows[0]?.document, {
      operationNumber: "0010",
      kind: "PARTIAL",
      yield: { value: "1", unit: "KGM" },
      occurredAt: OCCURRED_AT,
    });
  });

  test("lets another one try when a reversal could not be applied, and takes no reversal back", async () => {
    const id = await appliedConfirmation();
    const first = await reverse(processes[0], id);
    assert.equal(codeOf(first), "ACCEPTED");
    await pool.query("UPDATE il.confirmation SET state = 'PARKED' WHERE reverses = $1", [id]);
    assert.equal(codeOf(await reverse(processes[1], id)), "ACCEPTED");
    const { rows } = await pool.query<{ id: string }>(
      "UPDATE il.confirmation SET state = 'APPLIED' WHERE reverses = $1 AND state = 'RECEIVED' RETURNING id",
      [id],
    );
    assert.equal(codeOf(await reverse(processes[0], rows[0]?.id ?? "")), "REVERSAL_NOT_POSSIBLE");
  });
});
