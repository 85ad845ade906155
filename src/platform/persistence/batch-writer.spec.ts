import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { Pool } from "pg";
import { DatabaseLink } from "../../../test/support/database-link.js";
import { type TestDatabase, createEmptyDatabase } from "../../../test/support/test-database.js";
import { BatchWriter, batchRows } from "./batch-writer.js";

/** Stores each row with the number of the transaction that wrote it; `text` "bad" is refused by the table. */
const STATEMENT = `
  WITH input AS (${batchRows({ key: "text", text: "text" })}),
  stored AS (INSERT INTO line (key, text, batch) SELECT key, text, txid_current() FROM input RETURNING 1)
  SELECT n, (SELECT count(*) FROM stored)::int AS rows FROM input`;

interface Answer {
  readonly n: number;
  readonly rows: number;
}

describe("BatchWriter", () => {
  let database: TestDatabase;
  let link: DatabaseLink;
  let pool: Pool;
  let direct: Pool;

  before(async () => {
    database = await createEmptyDatabase();
    link = new DatabaseLink(new URL(database.url));
    pool = new Pool({ connectionString: await link.open(), max: 4 });
    direct = new Pool({ connectionString: database.url, max: 2 });
    pool.on("error", () => undefined);
    await direct.query("CREATE TABLE line (id bigserial, key text, text text CHECK (text <> 'bad'), batch bigint)");
  });
  after(async () => {
    await pool.end();
    await link.cut();
    await direct.end();
    await database.drop();
  });
  beforeEach(async () => {
    await direct.query("TRUNCATE line");
  });

  const writer = (batchesInFlightMax = 1, rowsPerBatchMax = 100, statement = STATEMENT): BatchWriter<Answer> =>
    new BatchWriter(pool, {
      name: "test",
      statement,
      columnCount: 2,
      rowsPerBatchMax,
      batchesInFlightMax,
      rowsBesideOthersMin: 1,
    });
  const submit = (target: BatchWriter<Answer>, key: string, text = "good"): Promise<Answer> =>
    target.submit({ key, values: [key, text] });
  const stored = async (): Promise<{ key: string; text: string; batch: string }[]> =>
    (await direct.query<{ key: string; text: string; batch: string }>("SELECT key, text, batch FROM line ORDER BY id"))
      .rows;

  it("sends what has come meanwhile as one batch", async () => {
    const target = writer();
    const answers = await Promise.all(["a", "b", "c", "d"].map((key) => submit(target, key)));
    // The first row leaves at once; the others wait for its place.
    assert.deepEqual(
      answers.map(({ rows }) => rows),
      [1, 3, 3, 3],
    );
  });

  it("shares connections with writers of the same name and another statement", async () => {
    for (const statement of [STATEMENT, `${STATEMENT} -- another`]) await submit(writer(1, 100, statement), "a");
    assert.equal((await stored()).length, 2);
  });

  it("keeps batches below their size", async () => {
    const target = writer(1, 2);
    const answers = await Promise.all(["a", "b", "c", "d"].map((key) => submit(target, key)));
    assert.deepEqual(
      answers.map(({ rows }) => rows),
      [1, 2, 2, 1],
    );
  });

  it("puts rows of one key into different batches, in the order they came", async () => {
    const target = writer();
    await Promise.all([
      submit(target, "first"),
      ...["1", "2", "3"].map((text) => submit(target, "same", text)),
      submit(target, "other"),
    ]);
    const same = (await stored()).filter(({ key }) => key === "same");
    assert.deepEqual(
      same.map(({ text }) => text),
      ["1", "2", "3"],
    );
    assert.equal(new Set(same.map(({ batch }) => batch)).size, 3);
  });

  it("lets a row that the database refuses fail alone", async () => {
    const target = writer();
    const rows = ["first", "a", "b", "c"].map((key) => submit(target, key, key === "b" ? "bad" : "good"));
    const outcomes = await Promise.allSettled(rows);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected", "fulfilled"],
    );
    assert.deepEqual((await stored()).map(({ key }) => key).toSorted(), ["a", "c", "first"]);
    await submit(target, "later");
  });

  it("fails the whole batch when the connection is lost, since nobody knows whether it was written", async () => {
    const target = writer();
    await submit(target, "warm");
    await link.cut();
    const outcomes = await Promise.allSettled(["a", "b", "c"].map((key) => submit(target, key)));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["rejected", "rejected", "rejected"],
    );
    await link.mend();
    assert.equal((await submit(target, "again")).rows, 1);
    assert.deepEqual(
      (await stored()).map(({ key }) => key),
      ["warm", "again"],
    );
  });

  it("fails a row that the statement does not answer for", async () => {
    const target = writer(
      1,
      100,
      `SELECT n, 1 AS rows FROM (${batchRows({ key: "text", text: "text" })}) r WHERE false`,
    );
    await assert.rejects(submit(target, "a"), /answered no row for ordinal 1/);
  });
});
