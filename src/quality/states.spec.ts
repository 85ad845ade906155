import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.js";
import { LOT } from "../genealogy/public.js";
import type { StateMachine } from "../kernel/state-machine.js";
import { systemClock } from "../kernel/clock.js";
import { newTraceparent } from "../kernel/trace-context.js";
import { UlidFactory } from "../kernel/ulid.js";
import { type Database, openDatabase } from "../platform/persistence/open-database.js";
import { NONCONFORMANCE, QUALITY_HOLD } from "./states.js";

const ids = new UlidFactory(systemClock);
let testDatabase: TestDatabase;
let database: Database;

before(async () => {
  testDatabase = await createTestDatabase();
  const configuration = { databaseUrl: testDatabase.url, databaseConnections: 2, role: "all" } as const;
  database = await openDatabase(configuration, () => undefined);
});
after(async () => {
  await database.close();
  await testDatabase.drop();
});

async function insertHold(state = "OPEN"): Promise<string> {
  const id = ids.next();
  await database.pool.query(
    `INSERT INTO il.quality_hold (id, plant_code, scope, scope_key, severity, effects, reason_code, document, content_hash,
       state, placed_by, occurred_at, correlation_id, traceparent)
     VALUES ($1, 'P1', '{}', 'ORDER:1', 'MINOR', '{COMPLETION}', 'Q01', '{}', 'h', $2, 'ann', now(), 'c', $3)`,
    [id, state, newTraceparent()],
  );
  return id;
}

describe("the states of quality", () => {
  for (const machine of [QUALITY_HOLD, NONCONFORMANCE, LOT] as readonly StateMachine<string>[]) {
    it(`of ${machine.name} are guarded by the database exactly as by the code`, async () => {
      const { rows } = await database.pool.query<{ from_state: string; to_state: string }>(
        "SELECT from_state, to_state FROM il.state_transition WHERE machine = $1",
        [machine.name],
      );
      const coded = Object.entries(machine.transitions).flatMap(([from, targets]) =>
        targets.map((to) => `${from} ${to}`),
      );
      assert.deepEqual(rows.map((row) => `${row.from_state} ${row.to_state}`).toSorted(), coded.toSorted());
    });
  }

  it("begin with OPEN, and follow no other way", async () => {
    await assert.rejects(insertHold("RELEASED"), { code: "IL001" });
    const id = await insertHold();
    const move = (state: string) =>
      database.pool.query("UPDATE il.quality_hold SET state = $2 WHERE id = $1", [id, state]);
    await assert.rejects(move("RELEASED"), { code: "IL001" });
  });

  it("let nobody release what he has placed, and keep what was placed", async () => {
    const id = await insertHold();
    const write = (change: string) => database.pool.query(`UPDATE il.quality_hold SET ${change} WHERE id = $1`, [id]);
    await assert.rejects(write("state = 'RELEASE_REQUESTED'"), /quality_hold_check/);
    await assert.rejects(write("severity = 'CRITICAL'"), { code: "IL002" });
    await assert.rejects(database.pool.query("DELETE FROM il.quality_hold WHERE id = $1", [id]), { code: "IL002" });
  });
});
