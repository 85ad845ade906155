import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createTestDatabase } from "../../../../test/support/test-database.js";
import { readConfiguration } from "../../../config/configuration.js";
import { projectRoot } from "../../../config/project-root.js";
import { systemClock } from "../../../kernel/clock.js";
import { AuditLog } from "../../../platform/audit/audit-log.js";
import { type Database, openDatabase } from "../../../platform/persistence/open-database.js";
import { type MasterDataItem, createPlantFolderReader, createPlantServices } from "../../../plants/public.js";
import { validateRelease } from "../validate-release.js";
import { loadReleaseMasterData } from "./load-release-master-data.js";
import { NOW, exampleOrder } from "./release-fixture.js";

const actor = {
  clientId: "t",
  correlationId: "C",
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
};
const folder = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P100"));
let database: Database;
let stop: () => Promise<void>;
let put: (...items: MasterDataItem[]) => Promise<void>;

before(async () => {
  const testDatabase = await createTestDatabase();
  database = await openDatabase(readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url }), () => undefined);
  const { applyPlant, upsertMasterData } = createPlantServices(
    database.unitOfWork,
    new AuditLog(systemClock),
    systemClock,
  );
  put = async (...items) => {
    for (const outcome of await upsertMasterData.upsert(items, "P100", actor)) {
      assert.notEqual(outcome.result, "REFUSED", JSON.stringify(outcome));
    }
  };
  await applyPlant.apply("P100", folder.document, actor);
  await put(...folder.records);
  stop = async () => {
    await database.close();
    await testDatabase.drop();
  };
});

after(() => stop());

/** An order of the plant as the release flow leaves it: stored, moved on, its lines claimed. */
async function storeOrder(
  orderNumber: string,
  quantity: string,
  issued: string,
  path: { sync?: string[]; state?: string[] } = {},
) {
  await database.unitOfWork.run(async (tx) => {
    await tx.query(
      `INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash, material_number,
         quantity, unit, operation_id, client_id, correlation_id, traceparent)
       VALUES ($1, 'P100', $1, 1, '{}', 'h', 'FG-4711', 100, 'KGM', 'o', 'c', 'C', 't')`,
      [orderNumber],
    );
    await tx.query(
      `INSERT INTO il.order_component (plant_code, order_number, component_line, operation_number, material_number, quantity,
         unit, storage_location_code, lot_required, backflush, is_by_product, issued)
       VALUES ('P100', $1, '0010', '0010', 'RM-100', $2, 'TNE', 'RM01', true, false, false, $3)`,
      [orderNumber, quantity, issued],
    );
    for (const sync of path.sync ?? [])
      await tx.query("UPDATE il.production_order SET sync_state = $2 WHERE order_number = $1", [orderNumber, sync]);
    for (const state of path.state ?? [])
      await tx.query("UPDATE il.production_order SET state = $2 WHERE order_number = $1", [orderNumber, state]);
  });
}

async function verdict(order = exampleOrder()): Promise<string[]> {
  const report = validateRelease(order, await loadReleaseMasterData(database.unitOfWork, order), NOW);
  return [report.verdict, ...report.findings.map(({ code, pointer }) => `${code} ${pointer}`)];
}

describe("loadReleaseMasterData", () => {
  it("reads what validates the example order, outside and inside a transaction", async () => {
    assert.deepEqual(await verdict(), ["VALIDATED"]);
    const report = await database.unitOfWork.run(async (tx) =>
      validateRelease(exampleOrder(), await loadReleaseMasterData(tx, exampleOrder()), NOW),
    );
    assert.ok(report.checks.every(({ result }) => result === "PASS"));
  });

  it("finds nothing of an unknown plant", async () => {
    assert.deepEqual(await verdict(exampleOrder({ plantCode: "P999" })), ["REJECTED", "PLANT_UNKNOWN /plantCode"]);
  });

  it("tells a version that comes into force later from a routing nobody knows", async () => {
    await put({
      type: "routing",
      document: { id: "RT-4711", version: "2", operations: [{ operationNumber: "0010" }, { operationNumber: "0020" }] },
      effectiveFrom: "2030-01-01T00:00:00Z",
    });
    const ordering = (id: string, plannedStart = "2026-11-23T08:00:00Z") =>
      verdict(exampleOrder({ routing: { id, version: "2" }, plannedStart, plannedEnd: "2027-01-02T00:00:00Z" }));
    assert.deepEqual(await ordering("RT-4711"), ["REJECTED", "ROUTING_VERSION_MISMATCH /routing/version"]);
    assert.deepEqual(await ordering("RT-471"), ["REJECTED", "ROUTING_MISSING /routing/id"]);
  });

  it("takes a planned start whose offset or leap second only RFC 3339 knows", async () => {
    assert.deepEqual(await verdict(exampleOrder({ plannedStart: "2026-11-23T08:00:00+23:30" })), ["VALIDATED"]);
    assert.deepEqual(await verdict(exampleOrder({ plannedStart: "2025-12-31T23:59:60Z" })), ["VALIDATED"]);
  });

  // 600,000 KGM of RM-100 are in stock; the example order needs 60.
  it("counts reservations of open orders only, less what they have drawn", async () => {
    await storeOrder("OPEN", "599.95", "0.01");
    assert.deepEqual(await verdict(), ["VALIDATED"]);
    await storeOrder("MORE", "0.001", "0");
    assert.deepEqual(await verdict(), ["REJECTED", "MATERIAL_SHORTAGE /components/0/quantity"]);
    assert.deepEqual(
      await verdict(exampleOrder({ orderNumber: "OPEN" })),
      ["VALIDATED"],
      "an order does not stand in its own way",
    );
    await database.unitOfWork.run((tx) =>
      tx.query("UPDATE il.production_order SET state = 'CANCELLED' WHERE order_number = 'MORE'"),
    );
    assert.deepEqual(await verdict(), ["VALIDATED"]);
  });

  it("does not count orders that the checks or the MES refused", async () => {
    await storeOrder("REJECTED", "599", "0", { sync: ["VALIDATING", "REJECTED"] });
    const dispatched = ["VALIDATING", "VALIDATED", "DISPATCHING", "DISPATCHED"];
    await storeOrder("NACKED", "599", "0", { sync: [...dispatched, "NACKED"] });
    await storeOrder("FAILED", "599", "0", { sync: [...dispatched, "ACK_TIMEOUT", "DISPATCH_FAILED"] });
    await storeOrder("DONE", "599", "0", {
      sync: [...dispatched, "ACKNOWLEDGED"],
      state: ["READY", "RUNNING", "COMPLETED"],
    });
    assert.deepEqual(await verdict(), ["VALIDATED"]);
  });
});
