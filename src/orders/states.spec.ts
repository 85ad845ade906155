import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import type { StateMachine } from "../kernel/state-machine.js";
import { PLANT_LINK } from "./link/plant-link.js";
import { CONFIRMATION, OPERATION, PRODUCTION_ORDER, PRODUCTION_ORDER_SYNC } from "./states.js";

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

function transitionsOf(machine: StateMachine<string>): string[] {
  return Object.entries(machine.transitions)
    .flatMap(([from, targets]) => targets.map((to) => `${from} -> ${to}`))
    .toSorted();
}

for (const machine of [PRODUCTION_ORDER, PRODUCTION_ORDER_SYNC, OPERATION, CONFIRMATION, PLANT_LINK] as const) {
  test(`the database guards exactly the transitions of ${machine.name}`, async () => {
    const { rows } = await client.query("SELECT from_state, to_state FROM il.state_transition WHERE machine = $1", [
      machine.name,
    ]);
    const guarded = rows.map((row: { from_state: string; to_state: string }) => `${row.from_state} -> ${row.to_state}`);
    assert.deepEqual(guarded.toSorted(), transitionsOf(machine));
  });
}
