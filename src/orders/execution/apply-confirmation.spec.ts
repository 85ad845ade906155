import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { Pool } from "pg";
import { DataSource } from "typeorm";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import type { PostingDocument } from "../../connectors/public.js";
import { PostingLedger, PostingReads, type SettledPosting } from "../../delivery/public.js";
import { systemClock } from "../../kernel/clock.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { ConsumptionVariances, CriticalConsumption, RecordConfirmedMovements } from "../../movements/public.js";
import { LotDispositions, RecordGenealogy } from "../../genealogy/public.js";
import { ExtendHolds, HoldTargets } from "../../quality/public.js";
import { HoldGuard } from "../holds/hold-guard.js";
import { ReportGuard } from "../holds/report-guard.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { PlantDirectory } from "../../plants/public.js";
import { PlantProfileStore } from "../../plants/profile/plant-profile.store.js";
import { ApplyConfirmation, type ApplyOutcome } from "./apply-confirmation.js";
import { ConfirmationMoves } from "./confirmation-moves.js";
import { exampleProfile } from "../release/checks/release-fixture.js";
import { CompleteOrder } from "./complete-order.js";
import { ComponentConsumption } from "./component-consumption.js";
import { ConfirmedLots } from "./confirmed-lots.js";
import { ConfirmationEffects } from "./confirmation-effects.js";
import { ExecutionContextLoader } from "./execution-context-loader.js";
import { FailConfirmation } from "./fail-confirmation.js";
import { ReopenOrder } from "../reversal/reopen-order.js";
import { SettlePosting } from "./settle-posting.js";
import { PredecessorError } from "./predecessor-error.js";

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
  let failures: FailConfirmation;
  let orderNumber: string;

  before(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.url, max: 4 });
    pool.on("error", () => undefined);
    dataSource = await new DataSource({ type: "postgres", url: database.url, poolSize: 4 }).initialize();
    await pool.query(
      "INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ('P100', 1, $1, 'x', 'test')",
      [JSON.stringify({ ...exampleProfile(), execution: { gapWaitSeconds: 30, onGap: "PARK" } })],
    );
    const unitOfWork = new UnitOfWork(dataSource, pool);
    apply = makeApply(unitOfWork);
    failures = new FailConfirmation(unitOfWork, new ConfirmationMoves(new AuditLog(systemClock)));
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
  const store = async (
    sequence: number | null,
    ageSeconds: number,
    unit = "KGM",
    suffix = String(sequence),
    value = "1",
    final = false,
  ): Promise<void> => {
    const report = { operationNumber: "0010", kind: "PARTIAL", yield: { value, unit }, final };
    const document = JSON.stringify({ ...report, occurredAt: systemClock.now().toISOString() });
    const id = `${orderNumber}-${suffix}`;
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

  test("a report whose turn has come is started again, by a workflow of its own", async () => {
    await store(2, 0);
    assert.equal((await applyReport(2)).outcome, "WAITING");
    await store(1, 0);
    await applyReport(1);
    const { rows } = await pool.query("SELECT workflow_id FROM il.engine_command WHERE input ->> 'orderNumber' = $1", [
      orderNumber,
    ]);
    assert.deepEqual(rows, [{ workflow_id: `execution:${orderNumber}-2:woken-2` }]);
  });

  test("a parked report does not hold up the ones behind it, which are applied out of order", async () => {
    await store(1, 0);
    await store(2, 0, "H87");
    for (const sequence of [3, 4]) await store(sequence, 0);
    assert.deepEqual(await applyReport(4), { outcome: "APPLIED" });
    assert.deepEqual(await states(), ["1 APPLIED", "2 PARKED", "3 APPLIED OUT_OF_ORDER", "4 APPLIED"]);
  });

  test("a waiting report goes on when the one before it is parked", async () => {
    await store(2, 0);
    await applyReport(2);
    await store(1, 0, "H87");
    assert.deepEqual(await applyReport(1), { outcome: "PARKED" });
    const { rowCount } = await pool.query("SELECT 1 FROM il.engine_command WHERE workflow_id = $1", [
      `execution:${orderNumber}-2:woken-2`,
    ]);
    assert.equal(rowCount, 1);
    assert.deepEqual(await applyReport(2), { outcome: "APPLIED" });
  });

  test("reports without a number are applied in the order of their acceptance", async () => {
    for (const letter of ["a", "b", "c"]) await store(null, 0, "KGM", letter);
    assert.deepEqual(await apply.apply("P100", orderNumber, `${orderNumber}-c`, false), { outcome: "APPLIED" });
    assert.deepEqual(await audited(), ["a RECEIVED APPLIED", "b RECEIVED APPLIED", "c RECEIVED APPLIED"]);
  });

  test("an amount that no total can hold parks its report alone", async () => {
    await store(1, 0, "TNE", "1", "999999999999");
    await store(2, 0);
    assert.deepEqual(await applyReport(2), { outcome: "APPLIED" });
    assert.deepEqual(await states(), ["1 PARKED", "2 APPLIED OUT_OF_ORDER"]);
    const { rows } = await pool.query("SELECT reason FROM il.confirmation WHERE id = $1", [`${orderNumber}-1`]);
    assert.deepEqual(rows, [{ reason: "BAD_QUANTITY" }]);
  });

  test("a report that fails is named to the ones behind it, and parked by it they go on", async () => {
    await store(1, 0);
    await store(2, 0);
    await pool.query("UPDATE il.confirmation SET document = '{}' WHERE id = $1", [`${orderNumber}-1`]);
    await assert.rejects(
      applyReport(2),
      (error) => error instanceof PredecessorError && error.confirmationId === `${orderNumber}-1`,
    );
    assert.deepEqual(await states(), ["1 RECEIVED", "2 RECEIVED"]);
    await failures.fail("P100", orderNumber, `${orderNumber}-1`);
    await failures.fail("P100", orderNumber, `${orderNumber}-1`);
    assert.deepEqual(await applyReport(2), { outcome: "APPLIED" });
    assert.deepEqual(await states(), ["1 PARKED", "2 APPLIED OUT_OF_ORDER"]);
    assert.deepEqual(await audited(), ["1 RECEIVED PARKED", "2 RECEIVED APPLIED"]);
  });

  test("no report waits for a second connection while it holds one", async () => {
    const source = await new DataSource({ type: "postgres", url: database.url, poolSize: 1 }).initialize();
    // One connection for everything, as when all of a pool are taken by reports.
    const read = async <Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> =>
      await source.query(statement, [...values]);
    const unitOfWork = Object.assign(new UnitOfWork(source, pool), { read });
    for (const sequence of [1, 2, 3]) await store(sequence, 0);
    const crowd = makeApply(unitOfWork);
    const outcomes = await Promise.all(
      [1, 2, 3].map((sequence) => crowd.apply("P100", orderNumber, `${orderNumber}-${sequence}`, false)),
    );
    await source.destroy();
    assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(["APPLIED"]));
  });

  test("an order is not completed under a revision that the MES has not taken", async () => {
    await store(1, 0, "KGM", "1", "1", true);
    await pool.query("UPDATE il.production_order SET sync_state = 'VALIDATING' WHERE order_number = $1", [orderNumber]);
    await applyReport(1);
    await pool.query("UPDATE il.posting SET state = 'POSTING' WHERE order_number = $1", [orderNumber]);
    await pool.query("UPDATE il.posting SET state = 'POSTED' WHERE order_number = $1", [orderNumber]);
    await pool.query("UPDATE il.production_order SET received = 1 WHERE order_number = $1", [orderNumber]);
    const unitOfWork = new UnitOfWork(dataSource, pool);
    const { completion } = makeParts(unitOfWork);
    const complete = async (): Promise<unknown[]> => {
      await unitOfWork.run((tx) => completion.tryComplete(tx, "P100", orderNumber));
      const statement = "SELECT state, open_reasons FROM il.production_order WHERE order_number = $1";
      return (await pool.query({ text: statement, values: [orderNumber], rowMode: "array" })).rows[0] as unknown[];
    };
    assert.deepEqual(await complete(), ["RUNNING", ["revision 1 is VALIDATING in the MES"]]);
    for (const state of ["VALIDATED", "DISPATCHING", "DISPATCHED", "ACKNOWLEDGED"]) {
      await pool.query("UPDATE il.production_order SET sync_state = $2 WHERE order_number = $1", [orderNumber, state]);
    }
    assert.deepEqual(await complete(), ["COMPLETED", []]);
  });

  test("a receipt counts as it was when its report was applied", async () => {
    await store(1, 0, "TNE", "1", "2");
    await applyReport(1);
    const statement = "SELECT document FROM il.posting WHERE order_number = $1 AND kind = 'RECEIPT_FROM_ORDER'";
    const { rows } = await pool.query<{ document: PostingDocument }>(statement, [orderNumber]);
    const document = rows[0]?.document;
    assert.deepEqual(document?.orderAmount, { value: "2000", unit: "KGM" });
    const posting = { state: "POSTED", plantCode: "P100", orderNumber, operationId: "x", document } as SettledPosting;
    const unitOfWork = new UnitOfWork(dataSource, pool);
    const settle = makeParts(unitOfWork).settlePosting;
    await unitOfWork.run((tx) => settle.onSettled(tx, posting));
    const foreign = { ...posting, document: { ...posting.document, orderAmount: { value: "1", unit: "H87" } } };
    await unitOfWork.run((tx) => settle.onSettled(tx, foreign));
    const received = "SELECT received::text FROM il.production_order WHERE order_number = $1";
    assert.deepEqual((await pool.query(received, [orderNumber])).rows, [{ received: "2000.000000" }]);
  });

  test("a parked report carries the code of its first error", async () => {
    await store(1, 0, "H87");
    assert.deepEqual(await applyReport(1), { outcome: "PARKED" });
    const { rows } = await pool.query("SELECT reason FROM il.confirmation WHERE order_number = $1", [orderNumber]);
    assert.deepEqual(rows, [{ reason: "UOM_NOT_CONVERTIBLE" }]);
  });
});

function makeApply(unitOfWork: UnitOfWork): ApplyConfirmation {
  const { effects, moves } = makeParts(unitOfWork);
  const plants = new PlantDirectory(new PlantProfileStore(unitOfWork), systemClock);
  const contexts = new ExecutionContextLoader(plants, systemClock);
  const targets = new HoldTargets();
  const guard = new ReportGuard(targets, new HoldGuard(targets));
  return new ApplyConfirmation(unitOfWork, contexts, effects, moves, systemClock, guard);
}

function makeParts(unitOfWork: UnitOfWork): {
  completion: CompleteOrder;
  settlePosting: SettlePosting;
  effects: ConfirmationEffects;
  moves: ConfirmationMoves;
} {
  const audit = new AuditLog(systemClock);
  const outbox = new Outbox(ids, systemClock);
  const completion = new CompleteOrder(
    new PostingReads(unitOfWork),
    outbox,
    audit,
    systemClock,
    new HoldGuard(new HoldTargets()),
  );
  const lots = new LotDispositions(ids, audit, systemClock);
  const ledger = new PostingLedger(ids, audit, unitOfWork);
  const critical = new CriticalConsumption(ledger, ids);
  const effects = new ConfirmationEffects(ledger, completion, outbox, audit, {
    movements: new RecordConfirmedMovements(ids, outbox, audit),
    consumption: new ComponentConsumption(new ConsumptionVariances(unitOfWork, outbox, systemClock, critical)),
    lots: new ConfirmedLots(new RecordGenealogy(lots, ids, outbox, audit), new ExtendHolds(lots)),
  });
  const reopening = new ReopenOrder(completion, outbox, audit);
  const settlePosting = new SettlePosting(new PostingReads(unitOfWork), completion, reopening);
  return { completion, settlePosting, effects, moves: new ConfirmationMoves(audit) };
}
