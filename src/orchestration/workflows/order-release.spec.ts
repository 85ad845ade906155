import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { ReleaseStage, VALID, unreachable } from "../conformance/release-stage.js";
import { type TestEngine, openTestEngine } from "../conformance/test-engine.js";

let database: TestDatabase;
let context: TestEngine;
let stage: ReleaseStage;

before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
  stage = new ReleaseStage(context);
  await stage.open();
});

after(async () => {
  await stage.close();
  await context.close();
  await database.drop();
});

const finding = {
  code: "ROUTING_MISSING",
  severity: "ERROR" as const,
  check: "routing",
  message: "Routing RT does not exist.",
  pointer: "/routing",
  fix: "Add it.",
};

const REJECTED = {
  verdict: "REJECTED" as const,
  checks: [{ check: "routing", result: "ERROR" as const }],
  findings: [finding],
};

test("an acknowledged order is READY, its release has succeeded and the ERP is to be told", async () => {
  const operationId = await stage.release("OK");
  const { dispatch_id: dispatchId } = await stage.reaches("OK", "DISPATCHED");
  const acknowledgementId = await stage.acknowledge("OK", String(dispatchId), "ACK");
  const row = await stage.reaches("OK", "ACKNOWLEDGED");
  assert.deepEqual([row["state"], row["mes_order_ref"], row["dispatch_attempts"]], ["READY", "MES-77", 1]);
  assert.equal(await stage.ends("OK"), "SUCCESS");
  assert.deepEqual(await stage.events("OK"), ["released", "validated", "dispatched", "acknowledged", "state-changed"]);
  assert.equal((await stage.operation(operationId))["state"], "SUCCEEDED");
  assert.equal((await stage.operation(acknowledgementId))["state"], "SUCCEEDED");
  const posting = await stage.row(
    "SELECT kind, state, destination, document FROM il.posting WHERE order_number = 'OK'",
  );
  assert.deepEqual(
    [posting["kind"], posting["state"], posting["destination"]],
    ["ORDER_ACKNOWLEDGEMENT", "PENDING", "ERP1"],
  );
  assert.equal(
    (posting["document"] as { postingDate: string }).postingDate,
    "2026-11-23",
    "the day in the plant's time zone",
  );
  const { rows } = await context.pool.query(
    "SELECT operation_number, state FROM il.order_operation WHERE order_number = 'OK' ORDER BY 1",
  );
  assert.deepEqual(rows, [
    { operation_number: "0010", state: "READY" },
    { operation_number: "0020", state: "WAITING" },
  ]);
});

test("the MES gets its own codes, and two lines of one material as two lines", async () => {
  await stage.release("CODES");
  await stage.reaches("CODES", "DISPATCHED");
  const sent = stage.mes.dispatchesOf("CODES")[0]?.order as {
    quantity: { unit: string };
    operations: { workCenterCode: string }[];
    components: { componentLine: string; materialNumber: string }[];
  };
  assert.equal(sent.quantity.unit, "KG");
  assert.deepEqual(
    sent.operations.map((operation) => operation.workCenterCode),
    ["LINE-1/MIX", "PACK01"],
  );
  assert.deepEqual(
    sent.components.map((line) => [line.componentLine, line.materialNumber]),
    [
      ["0010", "RM-100"],
      ["0030", "RM-100"],
    ],
  );
});

test("a rejected order ends its release with all findings and is not dispatched", async () => {
  stage.report = REJECTED;
  const operationId = await stage.release("BAD");
  await stage.reaches("BAD", "REJECTED");
  stage.report = VALID;
  assert.equal(await stage.ends("BAD"), "SUCCESS");
  const { state, problem } = (await stage.operation(operationId)) as {
    state: string;
    problem: { code: string; errors: unknown[] };
  };
  assert.deepEqual([state, problem.code, problem.errors], ["FAILED", "ORDER_REJECTED", [finding]]);
  assert.deepEqual(await stage.events("BAD"), ["released", "validation-rejected"]);
  assert.equal(stage.mes.dispatchesOf("BAD").length, 0);
});

test("an order that the MES refuses in its acknowledgement is NACKED", async () => {
  const operationId = await stage.release("NACK");
  const { dispatch_id: dispatchId } = await stage.reaches("NACK", "DISPATCHED");
  const acknowledgementId = await stage.acknowledge("NACK", String(dispatchId), "NACK");
  const row = await stage.reaches("NACK", "NACKED");
  assert.equal(row["state"], "RELEASED");
  const { state, problem } = (await stage.operation(operationId)) as {
    state: string;
    problem: { code: string; detail: string };
  };
  assert.deepEqual(
    [state, problem.code, problem.detail],
    ["FAILED", "ORDER_NACKED", "The MES refused the order with NO_RECIPE: No recipe"],
  );
  assert.equal((await stage.operation(acknowledgementId))["state"], "SUCCEEDED");
  assert.deepEqual(await stage.events("NACK"), ["released", "validated", "dispatched", "not-acknowledged"]);
});

test("an order that the MES refuses at once is NACKED", async () => {
  const error = { code: "MES_REFUSED", foreignCode: "NO_LINE", text: "No such line" };
  stage.mes.answer("REFUSED", () => Promise.resolve({ outcome: "NACKED", error }));
  await stage.release("REFUSED");
  await stage.reaches("REFUSED", "NACKED");
  assert.deepEqual(await stage.events("REFUSED"), ["released", "validated", "not-acknowledged"]);
});

test("an unreachable MES gets the order again under the same dispatch id", async () => {
  stage.mes.answer("RETRY", unreachable, unreachable);
  await stage.release("RETRY");
  const row = await stage.reaches("RETRY", "DISPATCHED");
  assert.equal(row["dispatch_attempts"], 3);
  assert.deepEqual(
    new Set(stage.mes.dispatchesOf("RETRY").map((dispatch) => dispatch.dispatchId)),
    new Set([row["dispatch_id"]]),
  );
});

test("an MES that stays unreachable fails the release", async () => {
  stage.mes.answer("DOWN", unreachable, unreachable, unreachable, unreachable);
  const operationId = await stage.release("DOWN");
  await stage.reaches("DOWN", "DISPATCH_FAILED");
  assert.equal(stage.mes.dispatchesOf("DOWN").length, 3);
  const { state, problem } = (await stage.operation(operationId)) as { state: string; problem: { code: string } };
  assert.deepEqual([state, problem.code], ["FAILED", "DISPATCH_FAILED"]);
  assert.deepEqual(await stage.events("DOWN"), ["released", "validated", "not-acknowledged"]);
});

test("an MES that stays silent gets the order three times under one id, and then the release fails", async () => {
  await stage.release("SILENT");
  await stage.reaches("SILENT", "DISPATCH_FAILED");
  assert.equal(stage.mes.dispatchesOf("SILENT").length, 3);
  assert.equal(new Set(stage.mes.dispatchesOf("SILENT").map((dispatch) => dispatch.dispatchId)).size, 1);
  assert.equal(await stage.ends("SILENT"), "SUCCESS");
});

test("an acknowledgement after the first silence brings the order to READY", async () => {
  stage.mes.answer(
    "LATE",
    () => Promise.resolve({ outcome: "DISPATCHED" }),
    async ({ dispatchId }) => {
      await stage.acknowledge("LATE", dispatchId, "ACK");
      return { outcome: "DISPATCHED" };
    },
  );
  await stage.release("LATE");
  const row = await stage.reaches("LATE", "ACKNOWLEDGED");
  assert.deepEqual([row["state"], row["dispatch_attempts"]], ["READY", 2]);
});

test("an acknowledgement that comes before the dispatch has returned is not lost", async () => {
  stage.mes.answer("EARLY", async ({ dispatchId }) => {
    await stage.acknowledge("EARLY", dispatchId, "ACK");
    await stage.relay.relay();
    return { outcome: "DISPATCHED" };
  });
  await stage.release("EARLY");
  await stage.reaches("EARLY", "ACKNOWLEDGED");
  assert.equal(stage.mes.dispatchesOf("EARLY").length, 1);
});

test("an order whose dispatch seemed to fail and which the MES acknowledges is not sent again", async () => {
  stage.mes.answer("LOST", async ({ dispatchId }) => {
    await stage.acknowledge("LOST", dispatchId, "ACK");
    return unreachable();
  });
  await stage.release("LOST");
  const row = await stage.reaches("LOST", "ACKNOWLEDGED");
  assert.equal(row["state"], "READY");
  assert.equal(stage.mes.dispatchesOf("LOST").length, 1);
});

test("a newer revision ends the workflow of the older one quietly and goes its own way", async () => {
  await stage.release("TWO");
  const { dispatch_id: first } = await stage.reaches("TWO", "DISPATCHED");
  await stage.release("TWO", 2);
  assert.equal(await stage.ends("TWO", 1), "SUCCESS");
  const { dispatch_id: second } = await stage.reaches("TWO", "DISPATCHED");
  assert.notEqual(second, first);
  await stage.acknowledge("TWO", String(second), "ACK");
  const row = await stage.reaches("TWO", "ACKNOWLEDGED");
  assert.deepEqual([row["revision"], row["state"]], [2, "READY"]);
});

test("a newer revision keeps the progress of operations and lines", async () => {
  await stage.release("KEEP");
  const { dispatch_id: dispatchId } = await stage.reaches("KEEP", "DISPATCHED");
  await stage.acknowledge("KEEP", String(dispatchId), "ACK");
  await stage.reaches("KEEP", "ACKNOWLEDGED");
  await context.pool.query(
    "UPDATE il.order_operation SET state = 'RUNNING', yield = 5 WHERE order_number = 'KEEP' AND operation_number = '0010'",
  );
  await context.pool.query(
    "UPDATE il.order_component SET issued = 7 WHERE order_number = 'KEEP' AND component_line = '0010'",
  );
  await stage.release("KEEP", 2);
  await stage.reaches("KEEP", "DISPATCHED");
  const operation = await stage.row(
    "SELECT state, yield::text FROM il.order_operation WHERE order_number = 'KEEP' AND operation_number = '0010'",
  );
  assert.deepEqual(operation, { state: "RUNNING", yield: "5.000000" });
  const line = await stage.row(
    "SELECT issued::text FROM il.order_component WHERE order_number = 'KEEP' AND component_line = '0010'",
  );
  assert.deepEqual(line, { issued: "7.000000" });
});

test("a newer revision that changes the unit of a drawn line is rejected", async () => {
  await stage.release("DRAWN");
  const { dispatch_id: dispatchId } = await stage.reaches("DRAWN", "DISPATCHED");
  await stage.acknowledge("DRAWN", String(dispatchId), "ACK");
  await stage.reaches("DRAWN", "ACKNOWLEDGED");
  await context.pool.query(
    "UPDATE il.order_component SET issued = 7, unit = 'GRM' WHERE order_number = 'DRAWN' AND component_line = '0030'",
  );
  await stage.release("DRAWN", 2);
  const row = await stage.reaches("DRAWN", "REJECTED");
  const findings = row["findings"] as { code: string; pointer: string }[];
  assert.deepEqual(
    findings.map(({ code, pointer }) => [code, pointer]),
    [["ORDER_HAS_ACTIVITY", "/components/1"]],
  );
});

test("the answer to a dispatch that a newer revision replaced ends its operation", async () => {
  await stage.release("MOOT");
  const { dispatch_id: dispatchId } = await stage.reaches("MOOT", "DISPATCHED");
  const statement = `
    INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id)
    VALUES ('MOOT-ACK', 'acknowledgeOrder', 'P1', '/x', 'mes', 'c-ack')`;
  await context.pool.query(statement);
  await context.pool.query(
    `INSERT INTO il.acknowledgement (id, plant_code, order_number, dispatch_id, result, document, operation_id, client_id)
     VALUES ('MOOT-ACK', 'P1', 'MOOT', $1, 'ACK', '{}', 'MOOT-ACK', 'mes')`,
    [dispatchId],
  );
  await stage.release("MOOT", 2);
  assert.equal(await stage.ends("MOOT", 1), "SUCCESS");
  const { state, problem } = (await stage.operation("MOOT-ACK")) as { state: string; problem: { code: string } };
  assert.deepEqual([state, problem.code], ["FAILED", "ACKNOWLEDGEMENT_NOT_EXPECTED"]);
});

test("an answer beside a refusal of the dispatch itself ends its operation", async () => {
  const error = { code: "MES_REFUSED", foreignCode: "NO_LINE", text: "No such line" };
  let acknowledgementId = "";
  stage.mes.answer("BOTH", async ({ dispatchId }) => {
    acknowledgementId = await stage.acknowledge("BOTH", dispatchId, "ACK");
    return { outcome: "NACKED", error };
  });
  await stage.release("BOTH");
  await stage.reaches("BOTH", "NACKED");
  const { state, problem } = (await stage.operation(acknowledgementId)) as { state: string; problem: { code: string } };
  assert.deepEqual([state, problem.code], ["FAILED", "ACKNOWLEDGEMENT_NOT_EXPECTED"]);
});

test("a release that fails for good ends its operation and leaves an audit entry", async () => {
  stage.mes.answer("BROKEN", () => Promise.reject(new Error("a defect")));
  const operationId = await stage.release("BROKEN");
  assert.equal(await stage.ends("BROKEN"), "ERROR");
  const { state, problem } = (await stage.operation(operationId)) as { state: string; problem: { code: string } };
  assert.deepEqual([state, problem.code], ["FAILED", "WORK_FAILED"]);
  const { id, sync_state: syncState } = await stage.orderRow("BROKEN");
  assert.equal(syncState, "DISPATCHING");
  const { action } = await stage.row(
    "SELECT action FROM il.audit_entry WHERE resource_id = $1 ORDER BY id DESC LIMIT 1",
    id,
  );
  assert.equal(action, "order:abandon-release");
});

test("a revision is judged again by what the plant did after it was accepted", async () => {
  await stage.release("BUSY");
  const { dispatch_id: dispatchId } = await stage.reaches("BUSY", "DISPATCHED");
  await stage.acknowledge("BUSY", String(dispatchId), "ACK");
  await stage.reaches("BUSY", "ACKNOWLEDGED");
  await context.pool.query(
    "UPDATE il.production_order SET sync_state = 'RECEIVED', revision = 2, yield = 60.5 WHERE order_number = 'BUSY'",
  );
  await context.pool.query(
    `INSERT INTO il.order_operation (plant_code, order_number, operation_number, sequence, work_center_code,
       confirmation_required, is_milestone) VALUES ('P1', 'BUSY', '0015', 3, 'MIX01', true, false)`,
  );
  for (const state of ["READY", "RUNNING"])
    await context.pool.query(
      "UPDATE il.order_operation SET state = $1 WHERE order_number = 'BUSY' AND operation_number = '0015'",
      [state],
    );
  const reference = { plantCode: "P1", orderNumber: "BUSY", revision: 2 };
  assert.equal(await stage.validation.validate(reference), "REJECTED");
  const { findings } = (await stage.orderRow("BUSY")) as { findings: { code: string }[] };
  assert.deepEqual(
    findings.map(({ code }) => code),
    ["QTY_BELOW_CONFIRMED", "ORDER_HAS_ACTIVITY"],
  );
});

test("a revision of an order that was completed meanwhile is rejected", async () => {
  await stage.release("ENDED");
  await stage.reaches("ENDED", "DISPATCHED");
  for (const state of ["READY", "RUNNING", "COMPLETED"]) {
    await context.pool.query("UPDATE il.production_order SET state = $1 WHERE order_number = 'ENDED'", [state]);
  }
  await context.pool.query(
    "UPDATE il.production_order SET sync_state = 'RECEIVED', revision = 2 WHERE order_number = 'ENDED'",
  );
  assert.equal(await stage.validation.validate({ plantCode: "P1", orderNumber: "ENDED", revision: 2 }), "REJECTED");
  const { findings } = (await stage.orderRow("ENDED")) as { findings: { code: string }[] };
  assert.deepEqual(
    findings.map(({ code }) => code),
    ["ORDER_CLOSED"],
  );
});

test("a release of an order that was cancelled meanwhile ends quietly", async () => {
  await stage.release("GIVEN-UP");
  await stage.reaches("GIVEN-UP", "DISPATCHED");
  await context.pool.query("UPDATE il.production_order SET state = 'CANCELLED' WHERE order_number = 'GIVEN-UP'");
  const reference = { plantCode: "P1", orderNumber: "GIVEN-UP", revision: 1 };
  assert.equal(await stage.validation.validate(reference), "SUPERSEDED");
});

test("reports that came too early are started again when the order is ready", async () => {
  const confirmationId = stage.ids.next();
  await context.pool.query(
    `INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, kind, document, document_hash,
       operation_id, correlation_id, traceparent) VALUES ($1, 'P1', 'QUAR', 'mes', '0010', 'START', '{}', 'x', 'x', 'x', 'x')`,
    [confirmationId],
  );
  await context.pool.query("UPDATE il.confirmation SET state = 'QUARANTINED' WHERE id = $1", [confirmationId]);
  await stage.release("QUAR");
  const { dispatch_id: dispatchId } = await stage.reaches("QUAR", "DISPATCHED");
  await stage.acknowledge("QUAR", String(dispatchId), "ACK");
  await stage.reaches("QUAR", "ACKNOWLEDGED");
  const command = await stage.row(
    "SELECT flow, input FROM il.engine_command WHERE workflow_id = $1",
    `execution:${confirmationId}:revision-1`,
  );
  assert.deepEqual(command, {
    flow: "execution-to-erp@1",
    input: { plantCode: "P1", orderNumber: "QUAR", confirmationId },
  });
});

test("steps that are repeated after a crash change nothing and answer the same", async () => {
  await stage.release("CRASH");
  const { dispatch_id: dispatchId } = await stage.reaches("CRASH", "DISPATCHED");
  const reference = { plantCode: "P1", orderNumber: "CRASH", revision: 1, dispatchId: String(dispatchId) };
  const versionBefore = (await stage.orderRow("CRASH"))["version"];
  assert.equal(await stage.validation.validate(reference), "VALIDATED");
  const again = await stage.dispatch.dispatch({ ...reference, attempt: 1, failures: 0 });
  assert.equal(again.outcome, "DISPATCHED");
  assert.equal(stage.mes.dispatchesOf("CRASH").length, 1);
  assert.equal((await stage.orderRow("CRASH"))["version"], versionBefore);
  await stage.acknowledge("CRASH", String(dispatchId), "ACK");
  await stage.reaches("CRASH", "ACKNOWLEDGED");
  assert.equal(await stage.acknowledgement.settle(reference, false), "ACKNOWLEDGED");
  assert.equal(
    (await stage.row("SELECT count(*)::int AS count FROM il.posting WHERE order_number = 'CRASH'"))["count"],
    1,
  );
});

test("every change of the release leaves an audit entry", async () => {
  await stage.release("AUDIT");
  const { dispatch_id: dispatchId } = await stage.reaches("AUDIT", "DISPATCHED");
  await stage.acknowledge("AUDIT", String(dispatchId), "ACK");
  const { id } = await stage.reaches("AUDIT", "ACKNOWLEDGED");
  const statement = "SELECT action FROM il.audit_entry WHERE resource_id = $1 AND actor = 'worker' ORDER BY id";
  const { rows } = await context.pool.query<{ action: string }>(statement, [id]);
  assert.deepEqual(
    rows.map((row) => row.action),
    ["order:begin-validation", "order:validate", "order:dispatch", "order:dispatched", "order:acknowledge"],
  );
});
