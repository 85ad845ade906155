import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { MOVEMENT } from "./states.js";

let database: TestDatabase;
let client: Client;

before(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});

after(async () => {
  await client.end();
  await database.drop();
});

test("the database guards exactly the transitions of a movement", async () => {
  const { rows } = await client.query(
    "SELECT from_state, to_state FROM il.state_transition WHERE machine = 'movement'",
  );
  const guarded = rows.map((row: { from_state: string; to_state: string }) => `${row.from_state} -> ${row.to_state}`);
  const known = Object.entries(MOVEMENT.transitions).flatMap(([from, targets]) =>
    targets.map((to) => `${from} -> ${to}`),
  );
  assert.deepEqual(guarded.toSorted(), known.toSorted());
});

const INSERT = `
  INSERT INTO il.movement (id, plant_code, movement_number, lane_key, movement_type, document, document_hash,
    material_numbers, lot_numbers, client_id, operation_id, correlation_id, traceparent, state, confirmation_id)
  VALUES ($1, 'P100', $1, $1, 'SCRAP', '{}', '', '{}', '{}', 'c', 'o', 'c', 't', $2, $3)`;

test("a movement begins RECEIVED, and APPLIED only when it came with a confirmation", async () => {
  await assert.rejects(client.query(INSERT, ["M1", "APPLIED", null]), { code: "IL001" });
  await assert.rejects(client.query(INSERT, ["M2", "RECEIVED", "C1"]), { code: "IL001" });
  await client.query(INSERT, ["M3", "RECEIVED", null]);
  await client.query(INSERT, ["M4", "APPLIED", "C1"]);
});

test("a movement that its checks refused never reaches the ERP", async () => {
  await client.query("UPDATE il.movement SET state = 'PARKED' WHERE id = 'M3'");
  await assert.rejects(client.query("UPDATE il.movement SET state = 'APPLIED' WHERE id = 'M3'"), { code: "IL001" });
  await assert.rejects(client.query("UPDATE il.movement SET state = 'REVERSED' WHERE id = 'M4'"), { code: "IL001" });
});
