import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { Pool } from "pg";
import { DataSource } from "typeorm";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { PostingLedger, PostingReads } from "../../delivery/public.js";
import { systemClock } from "../../kernel/clock.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { PlantDirectory } from "../../plants/public.js";
import { PlantProfileStore } from "../../plants/profile/plant-profile.store.js";
import { ApplyConfirmation, type ApplyOutcome } from "./apply-confirmation.js";
import { exampleProfile } from "../release/checks/release-fixture.js";
import { CompleteOrder } from "./complete-order.js";
import { ConfirmationEffects } from "./confirmation-effects.js";
import { ExecutionContextLoader } from "./execution-context-loader.js";

const ids = new UlidFactory(systemClock);

const ORDER = `
  INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash, material_number,
    quantity, unit, operation_id, client_id, correlation_id, traceparent, released_at)
  VALUES ($1, 'P100', $1, 1, $2, 'x', 'FG-4711', 100, 'KGM', $1, 'erp', $1, $3, now() - interval '1 day')`;

const OPERATION = `
  INSERT INTO il.order_operation (plant_code, order_number, operation_number, sequence, work_center_code,
    confirmation_required, is_milestone)
  VALUES ('P100', $1, '0010', 1, 'MIX01', true, false)`;

/** The last value is the age in seconds. */
const CONFIRMATION = `
  INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, sequence, kind, document,
    document_hash, operation_id, correlation_id, traceparent, recorded_at)
  VALUES ($1, 'P100', $2, 'mes', '0010', $3, 'PARTIAL', $4, 'x', $1, $2, $5, now() - $6 * interval '1 second')`;

describe("applying reports in the sequence of their source", () => {
  let database: TestDatabase;
  let pool: Pool;
  let dataSource: DataSource;
  let apply: ApplyConfirmation;
  let orderNumber: string;

  before(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 4 });
    pool.on("error", () => undefined);
    dataSource = await new DataSource({ type: "postgres", url: database.url, poolSize: 4 }).initialize();
    await pool.query(
      "INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ('P100', 1, $1, 'x', 'test')",
      [JSON.stringify(exampleProfile())],
    );
    apply = makeApply(new UnitOfWork(dataSource, pool));
  });
  after(async () => {
    await dataSource.destroy();
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    orderNumber = ids.next().slice(-12);
    const document = { material: { number: "FG-4711" }, plannedStart: "2026-01-01T00:00:00Z" };
    await pool.query(ORDER, [orderNumber, JSON.stringify(document), newTraceparent()]);
    await pool.query(OPERATION, [orderNumber]);
    await pool.query("UPDATE il.production_order SET state = 'READY' WHERE order_number = $1", [orderNumber]);
  });

  /** An hour is longer than the plant waits for a gap. */
  const store = async (sequence: number, ageSeconds: number, unit = "KGM"): Promise<void> => {
    const report = { operationNumber: "0010", sequence, kind: "PARTIAL", yield: { value: "1", unit } };
    const document = JSON.stringify({ ...report, occurredAt: systemClock.now().toISOString() });
    const id = `${orderNumber}-${sequence}`;
    await pool.query(CONFIRMATION, [id, orderNumber, sequence, document, newTraceparent(), ageSeconds]);
  };
  const applyReport = async (sequence: number, isGapWaitOver = false): Promise<ApplyOutcome> =>
    await apply.apply("P100", orderNumber, `${orderNumber}-${sequence}`, isGapWaitOver);
  const states = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ text: string }>(
      `SELECT concat_ws(' ', sequence, state, CASE WHEN out_of_order THEN 'OUT_OF_ORDER' END) AS text FROM il.confirmation
       WHERE order_number = $1 ORDER BY sequence`,
      [orderNumber],
    );
    return rows.map(({ text }) => text);
  };
  const audited = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ text: string }>(
      `SELECT right(resource_id, 1) || ' ' || (entry -> 'before' ->> 'state') || ' ' || (entry -> 'after' ->> 'state') AS text
       FROM il.audit_entry WHERE resource_type = 'operation-confirmation' AND correlation_id = $1 ORDER BY id`,
      [orderNumber],
    );
    return rows.map(({ text }) => text);
  };

  test("a stored predecessor is no gap, however long the workers were away", async () => {
    for (const sequence of [1, 2, 3]) await store(sequence, 3_600);
    assert.deepEqual(await applyReport(3, true), { outcome: "APPLIED" });
    assert.deepEqual(await states(), ["1 APPLIED", "2 APPLIED", "3 APPLIED"]);
    assert.deepEqual(await audited(), ["1 RECEIVED APPLIED", "2 RECEIVED APPLIED", "3 RECEIVED APPLIED"]);
  });

  test("a report waits for one that has not come, each change with its audit entry, and goes with it", async () => {
    await store(2, 0);
    assert.equal((await applyReport(2)).outcome, "WAITING");
    await store(1, 0);
    assert.deepEqual(await applyReport(1), { outcome: "APPLIED" });
    assert.deepEqual(await applyReport(2), { outcome: "APPLIED" });
    assert.deepEqual(await states(), ["1 APPLIED", "2 APPLIED"]);
    assert.deepEqual(await audited(), [
      "2 RECEIVED WAITING_FOR_SEQUENCE",
      "1 RECEIVED APPLIED",
      "2 WAITING_FOR_SEQUENCE APPLIED",
    ]);
  });

  test("a report behind a real gap is parked when the wait is over, and the stored ones before the gap are applied", async () => {
    for (const sequence of [1, 3]) await store(sequence, 3_600);
    assert.deepEqual(await applyReport(3), { outcome: "WAITING", waitMs: 0 });
    assert.deepEqual(await states(), ["1 APPLIED", "3 WAITING_FOR_SEQUENCE"]);
    assert.deepEqual(await applyReport(3, true), { outcome: "PARKED" });
    assert.deepEqual(await states(), ["1 APPLIED", "3 PARKED"]);
  });

  test("a parked report carries the code of its first error", async () => {
    await store(1, 0, "H87");
    assert.deepEqual(await applyReport(1), { outcome: "PARKED" });
    const { rows } = await pool.query("SELECT reason FROM il.confirmation WHERE order_number = $1", [orderNumber]);
    assert.deepEqual(rows, [{ reason: "UOM_NOT_CONVERTIBLE" }]);
  });
});

function makeApply(unitOfWork: UnitOfWork): ApplyConfirmation {
  const audit = new AuditLog(systemClock);
  const outbox = new Outbox(ids, systemClock);
  const plants = new PlantDirectory(new PlantProfileStore(unitOfWork), systemClock);
  const completion = new CompleteOrder(new PostingReads(unitOfWork), outbox, audit, systemClock);
  const effects = new ConfirmationEffects(new PostingLedger(ids, audit, unitOfWork), completion, outbox, audit);
  return new ApplyConfirmation(
    unitOfWork,
    new ExecutionContextLoader(plants, systemClock),
    effects,
    audit,
    systemClock,
  );
}
