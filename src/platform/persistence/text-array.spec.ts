import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Pool } from "pg";
import { type TestDatabase, createEmptyDatabase } from "../../../test/support/test-database.js";
import { encodeTextArray } from "./text-array.js";

describe("encodeTextArray", () => {
  let database: TestDatabase;
  let pool: Pool;
  before(async () => {
    database = await createEmptyDatabase();
    pool = new Pool({ connectionString: database.url, max: 1 });
    pool.on("error", () => undefined);
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  const readBack = async (values: readonly (string | null)[]): Promise<unknown> =>
    (await pool.query<{ values: unknown }>("SELECT $1::text[] AS values", [encodeTextArray(values)])).rows[0]?.values;

  it("is read by Postgres as the very same texts", async () => {
    const values = [
      "",
      "NULL",
      null,
      '{"a":"\\"b\\\\"}',
      "Größe ☃ 𝄞",
      "line\nline\ttab",
      "{},\"'",
      "x".repeat(100_000),
    ];
    assert.deepEqual(await readBack(values), values);
  });
  it("has no null flag without a null", async () => {
    assert.equal(encodeTextArray(["a"]).readInt32BE(4), 0);
    assert.deepEqual(await readBack(["a"]), ["a"]);
  });
});
