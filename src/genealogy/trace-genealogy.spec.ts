import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.js";
import { systemClock } from "../kernel/clock.js";
import { newTraceparent } from "../kernel/trace-context.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { type Database, openDatabase } from "../platform/persistence/open-database.js";
import { EVERY_ROW } from "../platform/security/public.js";
import { findCycle } from "./find-cycle.js";
import { linkLots } from "./genealogy-fixture.js";
import { LotDispositions } from "./lot-dispositions.js";
import { type LotReport, RecordGenealogy, type ReportedLot } from "./record-genealogy.js";
import { NODES_MAX, TraceGenealogy, type TraceQuestion } from "./trace-genealogy.js";

const ids = new UlidFactory(systemClock);
const audit = new AuditLog(systemClock);
const genealogy = new RecordGenealogy(
  new LotDispositions(ids, audit, systemClock),
  ids,
  new Outbox(ids, systemClock),
  audit,
);

let testDatabase: TestDatabase;
let database: Database;
let tracing: TraceGenealogy;

before(async () => {
  testDatabase = await createTestDatabase();
  const configuration = { databaseUrl: testDatabase.url, databaseConnections: 4, role: "all" } as const;
  database = await openDatabase(configuration, () => undefined);
  tracing = new TraceGenealogy(database.unitOfWork);
});
after(async () => {
  await database.close();
  await testDatabase.drop();
});

const lotOf = (lotNumber: string): ReportedLot => ({
  materialNumber: "M",
  lotNumber,
  quantity: { value: "1", unit: "KGM" },
});

const reportOf = (
  inputs: readonly string[],
  outputs: readonly string[],
  changes: Partial<LotReport> = {},
): LotReport => ({
  plantCode: "P1",
  orderNumber: ids.next().slice(-12),
  operationNumber: "0010",
  confirmationId: ids.next(),
  inputs: inputs.map(lotOf),
  outputs: outputs.map(lotOf),
  isRework: false,
  occurredAt: systemClock.now(),
  timeZone: "Europe/Berlin",
  correlationId: "c",
  traceparent: newTraceparent(),
  ...changes,
});

async function record(report: LotReport): Promise<LotReport> {
  await database.unitOfWork.run((tx) => genealogy.record(tx, report));
  return report;
}

async function lotsOf(
  lotNumber: string,
  direction: TraceQuestion["direction"],
  changes: Partial<TraceQuestion> = {},
): Promise<string[]> {
  const trace = await tracing.trace({
    materialNumber: "M",
    lotNumber,
    direction,
    depth: 20,
    rows: EVERY_ROW,
    ...changes,
  });
  return (trace?.nodes ?? []).map((node) => `${node.lotNumber}@${node.depth}`);
}

describe("tracing a lot", () => {
  it("goes up to all it was made of, and down to all that was made of it", async () => {
    await record(reportOf(["a1", "a2"], ["b"]));
    await record(reportOf(["b"], ["c1", "c2"]));
    assert.deepEqual((await lotsOf("c1", "up")).toSorted(), ["a1@2", "a2@2", "b@1", "c1@0"]);
    assert.deepEqual((await lotsOf("a1", "down")).toSorted(), ["a1@0", "b@1", "c1@2", "c2@2"]);
  });

  it("names a lot once and at its shortest way where several lead to it", async () => {
    await record(reportOf(["d"], ["e1", "e2"]));
    await record(reportOf(["e1", "e2", "d"], ["f"]));
    assert.deepEqual((await lotsOf("f", "up")).toSorted(), ["d@1", "e1@1", "e2@1", "f@0"]);
  });

  it("ends where a reworked lot leads back to itself", async () => {
    await record(reportOf(["r"], ["r"], { isRework: true }));
    const trace = await tracing.trace({
      materialNumber: "M",
      lotNumber: "r",
      direction: "up",
      depth: 20,
      rows: EVERY_ROW,
    });
    assert.deepEqual([trace?.nodes.length, trace?.edges.map(({ kind }) => kind)], [1, ["REWORK"]]);
  });

  it("says when there is more than its depth shows", async () => {
    await linkLots(database.unitOfWork, systemClock, [
      { parent: "t1", child: "t2" },
      { parent: "t2", child: "t3" },
    ]);
    const ask = (depth: number) =>
      tracing.trace({ materialNumber: "M", lotNumber: "t3", direction: "up", depth, rows: EVERY_ROW });
    assert.equal((await ask(1))?.truncation, "DEPTH");
    assert.equal((await ask(2))?.truncation, undefined);
  });

  it("says when there are more lots than one answer names", async () => {
    const pairs = Array.from({ length: NODES_MAX + 10 }, (_, index) => ({ parent: "wide", child: `w${index}` }));
    await linkLots(database.unitOfWork, systemClock, pairs);
    const question = { materialNumber: "M", lotNumber: "wide", direction: "down", depth: 3, rows: EVERY_ROW } as const;
    const trace = await tracing.trace(question);
    assert.deepEqual([trace?.nodes.length, trace?.truncation], [NODES_MAX, "NODES"]);
  });

  it("shows no edge of a plant that the caller may not see", async () => {
    await record(reportOf(["h1"], ["h2"]));
    const rows: TraceQuestion["rows"] = ({ plantCode }, first) => ({ sql: `${plantCode} = $${first}`, values: ["P2"] });
    assert.deepEqual(await lotsOf("h2", "up", { rows }), []);
  });
});

describe("a report that is taken back", () => {
  it("takes its edges with it by compensating ones, and the others stay", async () => {
    const order = { orderNumber: "R1" };
    await record(reportOf(["k1"], [], order));
    const second = await record(reportOf(["k2"], ["m"], order));
    await database.unitOfWork.run((tx) => genealogy.reverse(tx, second));
    assert.deepEqual(await lotsOf("m", "up"), ["m@0"]);
    await record(reportOf([], ["m"], order));
    assert.deepEqual((await lotsOf("m", "up")).toSorted(), ["k1@1", "m@0"]);
    const rows = await database.unitOfWork.read<{ count: number }>(
      "SELECT count(*)::int AS count FROM il.genealogy_edge WHERE order_number = 'R1'",
    );
    // Two edges, their compensation, and the one of the lot that was made again.
    assert.equal(rows[0]?.count, 5);
  });

  it("changes nothing a second time", async () => {
    const report = await record(reportOf(["n1"], ["n2"]));
    for (let time = 0; time < 2; time++) await database.unitOfWork.run((tx) => genealogy.reverse(tx, report));
    const [row] = await database.unitOfWork.read<{ count: number }>(
      "SELECT count(*)::int AS count FROM il.order_lot WHERE confirmation_id = $1",
      [report.confirmationId],
    );
    assert.equal(row?.count, 4);
  });
});

describe("a cycle", () => {
  it("is found when a lot would be made of what was made of it", async () => {
    await record(reportOf(["o1"], ["o2"]));
    await record(reportOf(["o2"], ["o3"]));
    const find = (inputs: string[], outputs: string[]) =>
      database.unitOfWork.run((tx) => findCycle(tx, inputs.map(lotOf), outputs.map(lotOf)));
    assert.equal((await find(["o3"], ["o1"]))?.lotNumber, "o1");
    assert.equal(await find(["o1"], ["o3"]), undefined);
    assert.equal(await find(["o3"], ["o4"]), undefined);
  });

  it("of one lot is refused by the database too", async () => {
    await assert.rejects(
      linkLots(database.unitOfWork, systemClock, [{ parent: "x", child: "x" }]),
      /genealogy_edge_check/,
    );
  });
});

describe("il.lot", () => {
  it("refuses a disposition that does not follow from the last one, and its history changes no more", async () => {
    await record(reportOf([], ["s1"]));
    const write = (statement: string) => database.pool.query(statement);
    await assert.rejects(write("UPDATE il.lot SET disposition = 'CLOSED' WHERE lot_number = 's1'"), { code: "IL001" });
    await assert.rejects(write("DELETE FROM il.lot_disposition_change"), { code: "IL002" });
    await assert.rejects(write("DELETE FROM il.genealogy_edge"), { code: "IL002" });
  });
});
