import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { SqlErpSimulator, STAGING_TABLE } from "../../simulators/sql-erp/sql-erp-simulator.js";
import { SystemCredentials } from "../authorization/system-credentials.js";
import { testDocument, testProfile } from "../connector-fixtures.js";
import type { ErpConnector, SendOutcome } from "../connector.js";
import { SqlStagingFactory } from "./connector.js";
import { StagingPools } from "./staging-pools.js";

const DOCUMENT = testDocument("ISSUE_TO_ORDER", "1000042", "2026-11-23T08:00:00Z");
const TIMEOUT_MS = 1_500;

describe("SQL staging connector", () => {
  const pools = new StagingPools(new SystemCredentials("/nowhere"), () => undefined);
  let database: TestDatabase;
  let pool: pg.Pool;
  let erp: SqlErpSimulator;
  let key = 0;
  before(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    // Dropping the database may be faster than the last connection is closed.
    pool.on("error", () => undefined);
    erp = new SqlErpSimulator(pool);
    await erp.open();
  });
  beforeEach(() => erp.fail());
  after(async () => {
    await erp.stop();
    await pools.close();
    await pool.end();
    await database.drop();
  });

  const nextKey = (): string => `SQL${String(++key).padStart(13, "0")}`;
  function connect(changes: { url?: string; table?: string; timeoutMs?: number } = {}): ErpConnector {
    const { url = database.url, table = STAGING_TABLE, timeoutMs = TIMEOUT_MS } = changes;
    const { systems, ...profile } = testProfile(url);
    const errorMap = { PERIOD: "POSTING_PERIOD_CLOSED", LOCKED: "ERP_LOCKED" };
    const staging = { ...systems.erp, url, timeoutMs, errorMap, options: { table } };
    return new SqlStagingFactory(pools, systemClock).create({ ...profile, systems: { ...systems, erp: staging } });
  }

  it("is APPLIED when the ERP has booked the row, and the document is found", async () => {
    const externalKey = nextKey();
    assert.equal(await connect().find(DOCUMENT, externalKey), undefined);
    const outcome = await connect().send(DOCUMENT, externalKey);
    assert.equal(outcome.outcome, "APPLIED");
    assert.deepEqual(await connect().find(DOCUMENT, externalKey), "document" in outcome && outcome.document);
    const { rows } = await pool.query(
      "SELECT payload, posting_date::text FROM erp.interlock_staging WHERE external_key = $1",
      [externalKey],
    );
    assert.deepEqual(rows, [{ payload: { ...DOCUMENT }, posting_date: DOCUMENT.postingDate }]);
  });

  it("is DUPLICATE for a row that is booked already, which is booked once", async () => {
    const externalKey = nextKey();
    await connect().send(DOCUMENT, externalKey);
    assert.equal((await connect().send(DOCUMENT, externalKey)).outcome, "DUPLICATE");
    assert.equal(await erp.documents(externalKey), 1);
  });

  it("is REJECTED with the ERP's words, and booked when it is sent again after the cause is mended", async () => {
    const externalKey = nextKey();
    erp.fail({ fault: "closed-period", times: 1 });
    assert.deepEqual(summary(await connect().send(DOCUMENT, externalKey)), ["REJECTED", "POSTING_PERIOD_CLOSED"]);
    assert.equal(await connect().find(DOCUMENT, externalKey), undefined);
    assert.equal((await connect().send(DOCUMENT, externalKey)).outcome, "APPLIED");
    assert.equal(await erp.documents(externalKey), 1);
  });

  it("is RETRYABLE when the ERP says so or nobody listens", async () => {
    erp.fail({ fault: "lock", times: 1 });
    assert.deepEqual(summary(await connect().send(DOCUMENT, nextKey())), ["RETRYABLE", "ERP_LOCKED"]);
    const nobody = connect({ url: "postgres://127.0.0.1:9/erp" });
    assert.deepEqual(summary(await nobody.send(DOCUMENT, nextKey())), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    assert.deepEqual([await nobody.probe(), await connect().probe()], [false, true]);
  });

  it("is UNKNOWN while the row waits, cannot be looked up then, and is found after the booking", async () => {
    const externalKey = nextKey();
    await erp.stop();
    const impatient = connect({ timeoutMs: 200 });
    assert.deepEqual(summary(await impatient.send(DOCUMENT, externalKey)), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
    await assert.rejects(connect().find(DOCUMENT, externalKey), /still waits/);
    assert.deepEqual(summary(await impatient.send(DOCUMENT, externalKey)), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
    erp.start();
    assert.equal((await connect().send(DOCUMENT, externalKey)).outcome, "APPLIED");
    assert.equal(await erp.documents(externalKey), 1);
  });

  it("says what the database itself refuses", async () => {
    const lost = connect({ table: "erp.no_such_table" });
    const outcome = await lost.send(DOCUMENT, nextKey());
    assert.equal(outcome.outcome, "RETRYABLE");
    assert.match("error" in outcome ? outcome.error.text : "", /no_such_table.* does not exist/);
    assert.equal(await lost.probe(), false);
  });
});

const summary = (outcome: SendOutcome): readonly string[] => [
  outcome.outcome,
  "error" in outcome ? outcome.error.code : "",
];
