import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import type { ReleaseOrder } from "../release/release-order.js";
import { PlantLinks } from "./plant-links.js";
import { TrackPlantLink } from "./track-plant-link.js";

const ids = new UlidFactory(systemClock);
const ORDER: ReleaseOrder = {
  id: "O-1",
  plantCode: "P1",
  orderNumber: "1",
  revision: 1,
  version: 1,
  document: {} as ReleaseOrder["document"],
  unit: "KGM",
  confirmed: "0",
  state: "RELEASED",
  syncState: "DISPATCHING",
  operationId: "OP-1",
  dispatchId: null,
  dispatchAttempts: 1,
  correlationId: "C-1",
  traceparent: newTraceparent(),
};

const error = (foreignCode: string) => ({ code: "MES_UNAVAILABLE", foreignCode, text: foreignCode });

const profile = (offline: PlantProfile["offline"]): PlantProfile =>
  ({ plant: "P1", systems: { mes: { name: "MES1" } }, ...(offline && { offline }) }) as PlantProfile;

describe("the link to a plant", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let unitOfWork: UnitOfWork;
  let links: PlantLinks;
  let link: TrackPlantLink;

  before(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase(readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url }), () => undefined);
    unitOfWork = new UnitOfWork(database.dataSource, database.pool);
    links = new PlantLinks(unitOfWork, systemClock);
    link = new TrackPlantLink(links, new AuditLog(systemClock), new Outbox(ids, systemClock));
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await database.pool.query("DELETE FROM il.plant_link");
    links.invalidate();
  });

  const fails = (foreignCode: string, offline: PlantProfile["offline"] = {}): Promise<boolean> =>
    unitOfWork.run((tx) => link.unanswered(tx, ORDER, profile(offline), error(foreignCode)));
  const succeeds = (): Promise<void> => unitOfWork.run((tx) => link.answered(tx, ORDER, profile({})));
  const mustWait = (offline: PlantProfile["offline"]): Promise<boolean> =>
    unitOfWork.run((tx) => link.mustWait(tx, ORDER, profile(offline)));
  const state = async (): Promise<unknown> => {
    const { rows } = await database.pool.query<{ state: string }>("SELECT state FROM il.plant_link");
    return rows[0]?.state;
  };

  it("is OFFLINE after as many dispatches in a row without an answer as the plant says", async () => {
    assert.deepEqual([await fails("no-answer"), await state()], [false, "DEGRADED"]);
    assert.deepEqual([await fails("HTTP/503"), await state()], [false, "DEGRADED"]);
    assert.deepEqual([await fails("no-answer"), await state()], [true, "OFFLINE"]);
  });

  it("counts from the beginning after an answer, even one that failed in the MES", async () => {
    await fails("no-answer");
    await fails("no-answer");
    assert.equal(await fails("HTTP/500"), false);
    assert.equal(await state(), "ONLINE");
    assert.equal(await fails("no-answer"), false);
    assert.equal(await state(), "DEGRADED");
  });

  it("lets one order in each interval ask whether the MES is back, and the others wait", async () => {
    const offline = { failuresMax: 1, probeSeconds: 3600 };
    await fails("no-answer", offline);
    assert.equal(await mustWait(offline), true);
    await database.pool.query("UPDATE il.plant_link SET next_probe_at = now()");
    assert.deepEqual([await mustWait(offline), await mustWait(offline)], [false, true]);
  });

  it("goes ONLINE through REPLAYING at the first answer when nothing waits", async () => {
    await fails("no-answer", { failuresMax: 1 });
    await succeeds();
    assert.equal(await state(), "ONLINE");
    const { rows } = await database.pool.query<{ action: string }>(
      "SELECT action FROM il.audit_entry WHERE resource_type = 'plant-link' ORDER BY id DESC LIMIT 4",
    );
    assert.deepEqual(
      rows.map(({ action }) => action),
      ["online", "replaying", "offline", "degraded"].map((name) => `plant-link:${name}`),
    );
  });

  it("does not let an order wait longer than it may", async () => {
    await database.pool.query(
      `INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id, submitted_at)
       VALUES ('OP-1', 'releaseOrder', 'P1', '/x', 'erp', 'C-1', now() - interval '2 hours')`,
    );
    const offline = { failuresMax: 1, probeSeconds: 3600, bufferMaxHours: 1 };
    assert.equal(await fails("no-answer", offline), false);
    assert.equal(await mustWait(offline), false);
    assert.equal(await mustWait({ ...offline, bufferMaxHours: 3 }), true);
  });

  it("of a plant without the setting is not followed", async () => {
    const failing = unitOfWork.run((tx) => link.unanswered(tx, ORDER, profile(undefined), error("no-answer")));
    assert.deepEqual([await failing, await state()], [false, undefined]);
  });
});
