import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { exampleMovement } from "../apply/checks/movement-fixture.js";
import { AcceptMovements, type MovementWrite } from "./accept-movements.js";

describe("accepting movements", () => {
  const ids = new UlidFactory(systemClock);
  let testDatabase: TestDatabase;
  let database: Database;
  let accept: AcceptMovements;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { databaseUrl: testDatabase.url, databaseConnections: 4, role: "gateway" } as const;
    database = await openDatabase(configuration, () => undefined);
    accept = new AcceptMovements(database.pool, ids, new AuditLog(systemClock));
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  function writeOf(document: object, operation: string, idempotencyKey = ids.next()): MovementWrite {
    const text = JSON.stringify(document);
    return {
      clientId: "mes",
      operation,
      permission: "movement:create",
      idempotencyKey,
      requestHash: sha256Hex(text),
      documentHash: sha256Hex(text),
      correlationId: "c-1",
      traceparent: newTraceparent(),
      plantCode: "P100",
      resource: "/movements",
      operationsPath: "/operations",
      document: text,
      resourceType: "inventory-movement",
    };
  }

  async function stored(state: "RECEIVED" | "APPLIED"): Promise<string> {
    const id = ids.next();
    const movement = exampleMovement();
    assert.equal((await accept.report(writeOf(movement, "createMovement"), id, movement)).verdict, "ACCEPTED");
    if (state === "APPLIED") await database.pool.query("UPDATE il.movement SET state = 'APPLIED' WHERE id = $1", [id]);
    return id;
  }

  const reverse = (movementId: string, ifMatch?: number): Promise<AcceptResult> => {
    const body = { reasonCode: "S02", occurredAt: "2026-11-23T10:00:00Z" };
    return accept.reverse(writeOf(body, "reverseMovement"), ids.next(), movementId, ifMatch);
  };

  const refusalOf = (result: AcceptResult): string =>
    result.verdict === "REFUSED" ? result.code : `${result.verdict}, not refused`;

  it("keeps what lists are filtered by beside the document", async () => {
    const id = await stored("RECEIVED");
    const [row] = await database.unitOfWork.read(
      "SELECT material_numbers, lot_numbers, lane_key, movement_number FROM il.movement WHERE id = $1",
      [id],
    );
    const number = `M${id.slice(-16)}`;
    assert.deepEqual(row, {
      material_numbers: ["RM-100"],
      lot_numbers: ["LOT-RM-7"],
      lane_key: number,
      movement_number: number,
    });
  });

  it("takes two movements with the same content for two, and the same key for one", async () => {
    const movement = exampleMovement();
    const [first, second] = [ids.next(), ids.next()];
    const write = writeOf(movement, "createMovement");
    assert.equal((await accept.report(write, first, movement)).verdict, "ACCEPTED");
    assert.equal((await accept.report(write, second, movement)).verdict, "REPLAYED");
    assert.equal((await accept.report(writeOf(movement, "createMovement"), second, movement)).verdict, "ACCEPTED");
  });

  it("takes one of many reversals that come at once", async () => {
    const id = await stored("APPLIED");
    const results = await Promise.all(Array.from({ length: 8 }, () => reverse(id)));
    assert.equal(results.filter(({ verdict }) => verdict === "ACCEPTED").length, 1);
    const refused = results.filter(({ verdict }) => verdict !== "ACCEPTED").map(refusalOf);
    assert.deepEqual(new Set(refused), new Set(["ALREADY_REVERSED"]));
  });

  it("gives the reversal the lines and the lane of what it takes back, and its own reason", async () => {
    const id = await stored("APPLIED");
    const reversal = await reverse(id);
    assert.equal(reversal.verdict, "ACCEPTED");
    const [row] = await database.unitOfWork.read<{ isSame: boolean; lane: boolean; reason: string; lots: string[] }>(
      `SELECT r.document::jsonb -> 'lines' = m.document::jsonb -> 'lines' AS "isSame", r.lane_key = m.lane_key AS lane,
         r.document ->> 'reasonCode' AS reason, r.lot_numbers AS lots
       FROM il.movement r JOIN il.movement m ON m.id = r.reverses WHERE m.id = $1`,
      [id],
    );
    assert.deepEqual(row, { isSame: true, lane: true, reason: "S02", lots: ["LOT-RM-7"] });
  });

  it("reverses again when the checks have refused the first reversal", async () => {
    const id = await stored("APPLIED");
    await reverse(id);
    await database.pool.query("UPDATE il.movement SET state = 'PARKED' WHERE reverses = $1", [id]);
    assert.equal((await reverse(id)).verdict, "ACCEPTED");
  });

  it("refuses to reverse what was not applied, what is a reversal, and another version", async () => {
    assert.equal(refusalOf(await reverse(await stored("RECEIVED"))), "REVERSAL_NOT_POSSIBLE");
    assert.equal(refusalOf(await reverse(ids.next())), "MOVEMENT_NOT_FOUND");
    const id = await stored("APPLIED");
    assert.equal(refusalOf(await reverse(id, 7)), "ETAG_MISMATCH");
    await reverse(id, 1);
    await database.pool.query("UPDATE il.movement SET state = 'APPLIED' WHERE reverses = $1", [id]);
    const [row] = await database.unitOfWork.read<{ id: string }>("SELECT id FROM il.movement WHERE reverses = $1", [
      id,
    ]);
    assert.equal(refusalOf(await reverse(row?.id ?? "")), "REVERSAL_NOT_POSSIBLE");
  });
});
