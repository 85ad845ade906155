import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { createPlantServices } from "../plant-services.js";
import { readEffectiveRecords } from "./effective-records.js";
import type { MasterDataItem } from "./master-data-item.js";
import type { ReadMasterData } from "./read-master-data.js";
import { readUnrestrictedStock } from "./stock-rows.js";
import type { UpsertMasterData } from "./upsert-master-data.js";

const actor = {
  clientId: "operator",
  correlationId: "C-1",
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
};
let testDatabase: TestDatabase;
let database: Database;
let upserts: UpsertMasterData;
let reads: ReadMasterData;

before(async () => {
  testDatabase = await createTestDatabase();
  const configuration = readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url });
  database = await openDatabase(configuration, () => undefined);
  const services = createPlantServices(database.unitOfWork, new AuditLog(systemClock), systemClock);
  upserts = services.upsertMasterData;
  reads = services.readMasterData;
});

after(async () => {
  await database.close();
  await testDatabase.drop();
});

const material = (number: string, baseUnit = "KGM", effectiveFrom?: string): MasterDataItem => ({
  type: "material",
  document: { number, baseUnit },
  ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
});

const stock = (value: string, asOf: string, changes: object = {}): MasterDataItem => ({
  type: "stock-balance",
  document: {
    materialNumber: "S-1",
    lotNumber: "L1",
    stockStatus: "UNRESTRICTED",
    quantity: { value, unit: "KGM" },
    asOf,
    ...changes,
  },
});

async function results(items: readonly MasterDataItem[], plantCode?: string): Promise<string[]> {
  return (await upserts.upsert(items, plantCode, actor)).map(({ result }) => result);
}

function audits(
  resourceId: string,
): Promise<{ actor: string; plant_code: string | null; entry: { after: { result: string } } }[]> {
  return database.unitOfWork.read(
    "SELECT actor, plant_code, entry FROM il.audit_entry WHERE resource_id = $1 ORDER BY id",
    [resourceId],
  );
}

describe("master data", () => {
  it("creates, leaves alone what does not change, and updates, with one audit entry per change", async () => {
    assert.deepEqual(await results([material("A-1")], "P1"), ["CREATED"]);
    assert.deepEqual(await results([{ type: "material", document: { baseUnit: "KGM", number: "A-1" } }], "P1"), [
      "UNCHANGED",
    ]);
    assert.deepEqual(await results([material("A-1", "LTR")], "P1"), ["UPDATED"]);
    const entries = await audits("A-1");
    assert.deepEqual(
      entries.map(({ actor: by, plant_code, entry }) => [by, plant_code, entry.after.result]),
      [
        ["operator", "P1", "CREATED"],
        ["operator", "P1", "UPDATED"],
      ],
    );
  });

  it("refuses wrong items one by one and stores the others", async () => {
    const outcomes = await upserts.upsert(
      [
        material("B-1"),
        material("B-2", "kg"),
        { type: "tool", document: {} },
        { type: "material", key: "B-9", document: { number: "B-3", baseUnit: "KGM" } },
        { type: "work-center", document: { code: "W", active: true } },
        material("B-4", "KGM", "2026-02-30T00:00:00Z"),
        material("B-1", "LTR"),
      ],
      undefined,
      actor,
    );
    assert.deepEqual(
      outcomes.map((outcome) =>
        outcome.result === "REFUSED" ? outcome.findings.map(({ code }) => code).join() : outcome.result,
      ),
      [
        "CREATED",
        "SCHEMA_VIOLATION",
        "MASTER_DATA_TYPE_UNKNOWN",
        "MASTER_DATA_KEY_MISMATCH",
        "MASTER_DATA_INVALID",
        "BAD_TIME",
        "MASTER_DATA_DUPLICATE",
      ],
    );
    const { document } = await reads.get("material", "B-1", { plantCode: "", plants: "*" });
    assert.deepEqual(document, { number: "B-1", baseUnit: "KGM" });
  });

  it("leaves neither record nor audit entry when the transaction fails", async () => {
    const failing = new AuditLog({ ...systemClock, now: () => assert.fail("no time") });
    const broken = createPlantServices(database.unitOfWork, failing, systemClock);
    await assert.rejects(broken.upsertMasterData.upsert([material("C-1")], "P1", actor), /no time/);
    await assert.rejects(reads.get("material", "C-1", { plantCode: "P1", plants: "*" }), InterlockError);
    assert.deepEqual(await audits("C-1"), []);
  });

  it("finds the record in force at a time, the plant's own before the enterprise's", async () => {
    await results([material("D-1"), material("D-1", "GRM", "2026-06-01T00:00:00+02:00")]);
    await results([material("D-1", "LTR", "2026-07-01T00:00:00Z")], "P1");
    const unitAt = async (plantCode: string, at: string): Promise<unknown> => {
      const records = await readEffectiveRecords(database.unitOfWork, plantCode, at, [
        { type: "material", keys: ["D-1"] },
      ]);
      const { document } = await reads.get("material", "D-1", { plantCode, plants: "*", at: new Date(at) });
      assert.deepEqual(records.find("material", "D-1"), document);
      return records.find("material", "D-1")?.baseUnit;
    };
    assert.equal(await unitAt("P1", "2026-05-31T21:59:59Z"), "KGM");
    assert.equal(await unitAt("P1", "2026-05-31T22:00:00Z"), "GRM");
    assert.equal(await unitAt("P1", "2026-07-01T00:00:00Z"), "LTR");
    assert.equal(await unitAt("P2", "2026-07-01T00:00:00Z"), "GRM");
  });

  it("reads inside a transaction what that transaction cannot see yet outside", async () => {
    await database.unitOfWork.run(async (tx) => {
      await tx.query(
        "INSERT INTO il.master_record (type, plant_code, key, document, checksum, changed_by) VALUES ('lot', 'P1', 'M~L', '{}', 'x', 'x')",
      );
      const wanted = [{ type: "lot", prefix: "M~" }] as const;
      assert.equal((await readEffectiveRecords(tx, "P1", new Date(), wanted)).all("lot").size, 1);
      assert.equal((await readEffectiveRecords(database.unitOfWork, "P1", new Date(), wanted)).all("lot").size, 0);
    });
  });

  it("takes newer stock snapshots and ignores older ones that arrive late", async () => {
    assert.deepEqual(await results([stock("10", "2026-11-01T10:00:00Z")], "P1"), ["CREATED"]);
    assert.deepEqual(await results([stock("12.500000", "2026-11-01T12:00:00Z")], "P1"), ["UPDATED"]);
    assert.deepEqual(await results([stock("12.5", "2026-11-01T13:00:00+01:00")], "P1"), ["UNCHANGED"]);
    assert.deepEqual(await results([stock("99", "2026-11-01T11:00:00Z")], "P1"), ["STALE"]);
    const { document } = await reads.get("stock-balance", "S-1~~L1~~UNRESTRICTED", { plantCode: "P1", plants: "*" });
    assert.deepEqual(document, {
      materialNumber: "S-1",
      lotNumber: "L1",
      stockStatus: "UNRESTRICTED",
      quantity: { value: "12.5", unit: "KGM" },
      asOf: "2026-11-01T12:00:00.000Z",
    });
    assert.deepEqual(
      (await audits("S-1~~L1~~UNRESTRICTED")).map(({ entry }) => entry.after.result),
      ["CREATED", "UPDATED"],
    );
  });

  it("sums unrestricted stock over handling units, and keeps places and lots apart", async () => {
    const at = "2026-11-02T00:00:00Z";
    const changes = { materialNumber: "S-2", storageLocationCode: "RM01" };
    await results(
      [
        stock("1.5", at, { ...changes, handlingUnit: "106141412345678908" }),
        stock("2", "2026-11-01T00:00:00Z", changes),
        stock("4", at, { ...changes, lotNumber: "L2" }),
        stock("8", at, { ...changes, stockStatus: "BLOCKED" }),
      ],
      "P1",
    );
    const rows = await readUnrestrictedStock(database.unitOfWork, "P1", ["S-2"]);
    assert.deepEqual(
      rows.map(({ lotNumber, value, asOf }) => [lotNumber, value, asOf.toISOString()]),
      [
        ["L1", "3.5", "2026-11-01T00:00:00.000Z"],
        ["L2", "4", "2026-11-02T00:00:00.000Z"],
      ],
    );
  });

  it("pages through every record once and shows only the caller's plants and the enterprise", async () => {
    await results(["E-1", "E-2"].map((number) => ({ type: "reason-code", document: { code: number, use: "SCRAP" } })));
    await results([{ type: "reason-code", document: { code: "E-3", use: "SCRAP" } }], "P1");
    await results([{ type: "reason-code", document: { code: "E-4", use: "SCRAP" } }], "P2");
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reads.list("reason-code", { plantCode: undefined, plants: ["P2"], cursor, limit: 1 });
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    assert.deepEqual(keys, ["E-1", "E-2", "E-4"]);
    const stockPage = await reads.list("stock-balance", {
      plantCode: undefined,
      plants: ["P2"],
      cursor: undefined,
      limit: 50,
    });
    assert.deepEqual(stockPage.items, []);
  });

  it("hides a record of a plant the caller may not see, and refuses a cursor of its own making", async () => {
    await assert.rejects(
      reads.get("material", "A-1", { plantCode: "P1", plants: ["P2"] }),
      isProblem("MASTER_DATA_NOT_FOUND"),
    );
    for (const cursor of [
      "x",
      Buffer.from("[1,2,3]").toString("base64url"),
      Buffer.from('["","","now()"]').toString("base64url"),
    ]) {
      const filter = { plantCode: undefined, plants: "*", cursor, limit: 1 } as const;
      await assert.rejects(reads.list("material", filter), isProblem("MASTER_DATA_QUERY_INVALID"));
    }
  });

  it("lets two bulk writes of the same records in opposite order both end", async () => {
    const items = Array.from({ length: 50 }, (_, index) => material(`F-${index}`));
    const [one, other] = await Promise.all([results(items, "P1"), results(items.toReversed(), "P1")]);
    const created = [...one, ...other].filter((result) => result === "CREATED");
    assert.equal(created.length + [...one, ...other].filter((result) => result === "UNCHANGED").length, 100);
    assert.equal((await database.unitOfWork.read("SELECT 1 FROM il.master_record WHERE key LIKE 'F-%'")).length, 50);
  });
});

const isProblem = (code: string) => (error: unknown) => error instanceof InterlockError && error.code === code;
