import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Pool } from "pg";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { openPreparingPool } from "./repeated-statements.js";

const PREPARED = "SELECT statement FROM pg_prepared_statements ORDER BY 1";

describe("repeated statements", () => {
  let database: TestDatabase;
  let pool: Pool;
  before(async () => {
    database = await createTestDatabase();
    pool = openPreparingPool({ connectionString: database.url, max: 1 });
    pool.on("error", () => undefined);
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  const prepared = async (): Promise<string[]> =>
    (await pool.query<{ statement: string }>(PREPARED)).rows.map(({ statement }) => statement);

  it("prepares a text on its third use, on the pool and on a connection taken from it, and answers the same", async () => {
    const text = "SELECT $1::int + 1 AS n";
    const answers: number[] = [];
    const client = await pool.connect();
    for (const n of [1, 2]) answers.push((await client.query<{ n: number }>(text, [n])).rows[0]?.n ?? 0);
    client.release();
    assert.deepEqual(await prepared(), []);
    for (const n of [3, 4]) answers.push((await pool.query<{ n: number }>(text, [n])).rows[0]?.n ?? 0);
    assert.deepEqual(answers, [2, 3, 4, 5]);
    assert.deepEqual(await prepared(), [text]);
  });

  it("leaves alone what has no values and what asks for all columns of a table", async () => {
    for (let use = 0; use < 4; use++) {
      await pool.query("SELECT 1 AS plain");
      await pool.query("SELECT * FROM pg_class WHERE relname = $1", ["posting"]);
    }
    assert.deepEqual(
      (await prepared()).filter((statement) => /plain|pg_class/.test(statement)),
      [],
    );
  });

  it("prepares a count of all rows", async () => {
    const text = "SELECT count(*)::int AS n FROM pg_class WHERE relname = $1";
    for (let use = 0; use < 3; use++) await pool.query(text, ["posting"]);
    assert.ok((await prepared()).includes(text));
  });

  it("still tells the error of a statement, and goes on", async () => {
    const text = "SELECT 1 / $1::int AS n";
    for (let use = 0; use < 4; use++) await assert.rejects(pool.query(text, [0]), /division by zero/);
    assert.equal((await pool.query<{ n: number }>(text, [1])).rows[0]?.n, 1);
  });

  it("stops remembering texts that are built anew each time", async () => {
    for (let n = 0; n < 300; n++) await pool.query(`SELECT $1::int AS n${n}`, [n]);
    const late = "SELECT $1::int AS late";
    for (let use = 0; use < 4; use++) await pool.query(late, [1]);
    assert.ok(!(await prepared()).includes(late));
  });
});
