import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { readConfiguration } from "../../config/configuration.js";
import { projectRoot } from "../../config/project-root.js";
import { systemClock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { createPlantServices } from "../plant-services.js";
import type { ApplyPlantProfile } from "./apply-plant-profile.js";
import type { PlantDirectory } from "./plant-directory.js";

const actor = {
  clientId: "operator",
  correlationId: "C-1",
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
};
const document = parse(readFileSync(join(projectRoot, "examples/plants/P100/plant.yaml"), "utf8")) as Readonly<
  Record<string, unknown>
> & { readonly systems: { readonly mes: object } };

let testDatabase: TestDatabase;
let database: Database;
let nowMs = 0;
const clock = { now: () => new Date(), monotonicMs: () => nowMs };

/** A process of its own: nothing but the database is shared. */
function startProcess(): { applying: ApplyPlantProfile; directory: PlantDirectory } {
  const { applyPlant, directory } = createPlantServices(database.unitOfWork, new AuditLog(systemClock), clock);
  return { applying: applyPlant, directory };
}

before(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase(readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url }), () => undefined);
});

after(async () => {
  await database.close();
  await testDatabase.drop();
});

describe("plant profile", () => {
  it("gives each changed profile the next version, and an equal one none", async () => {
    const { applying } = startProcess();
    const first = await applying.apply("P100", document, actor);
    assert.deepEqual([first.version, first.result], [1, "CREATED"]);
    const again = await applying.apply("P100", Object.fromEntries(Object.entries(document).toReversed()), actor);
    assert.deepEqual([again.version, again.result, again.checksum], [1, "UNCHANGED", first.checksum]);
    const changed = await applying.apply("P100", { ...document, name: "Other" }, actor);
    assert.deepEqual([changed.version, changed.result], [2, "UPDATED"]);
    const audits = await database.unitOfWork.read("SELECT 1 FROM il.audit_entry WHERE action = 'plant:apply'");
    assert.equal(audits.length, 2);
  });

  it("gives concurrent changes versions of their own", async () => {
    const { applying } = startProcess();
    const names = ["A", "B", "C", "D"];
    const applied = await Promise.all(
      names.map((name) => applying.apply("P500", { ...document, plant: "P500", name }, actor)),
    );
    assert.deepEqual(new Set(applied.map(({ version }) => version)), new Set([1, 2, 3, 4]));
  });

  it("refuses a profile with findings, and one of another plant, and stores nothing", async () => {
    const { applying, directory } = startProcess();
    await assert.rejects(applying.apply("P600", { ...document, plant: "P600", timeZone: "Mars" }, actor), (error) => {
      assert.ok(error instanceof InterlockError && error.code === "PLANT_PROFILE_INVALID");
      assert.equal(error.details.errors?.[0]?.pointer, "/timeZone");
      return true;
    });
    await assert.rejects(applying.apply("P600", document, actor), /send it to \/platform\/v1\/plants\/P100/);
    await assert.rejects(applying.apply("P600", "text", actor), InterlockError);
    assert.equal(await directory.profile("P600"), undefined);
  });

  it("refuses systems without TLS on other machines where TLS is required, and takes them elsewhere", async () => {
    const { applyPlant: inProduction } = createPlantServices(
      database.unitOfWork,
      new AuditLog(systemClock),
      clock,
      true,
    );
    const systems = { ...document.systems, mes: { ...document.systems.mes, url: "http://mes.example" } };
    const distant = { ...document, plant: "P610", systems };
    await assert.rejects(inProduction.apply("P610", distant, actor), (error) => {
      assert.ok(error instanceof InterlockError && error.code === "PLANT_PROFILE_INVALID");
      assert.deepEqual(
        error.details.errors?.map(({ code, pointer }) => [code, pointer]),
        [["INSECURE_SYSTEM_URL", "/systems/mes/url"]],
      );
      return true;
    });
    const { applying } = startProcess();
    assert.equal((await applying.apply("P610", distant, actor)).result, "CREATED");
  });

  it("shows a profile at once where it was applied, and within a second elsewhere", async () => {
    const [here, there] = [startProcess(), startProcess()];
    await here.applying.apply("P700", { ...document, plant: "P700", name: "Old" }, actor);
    assert.equal((await there.directory.profile("P700"))?.name, "Old");
    await here.applying.apply("P700", { ...document, plant: "P700", name: "New" }, actor);
    assert.equal((await here.directory.profile("P700"))?.name, "New");
    nowMs += 999;
    assert.equal((await there.directory.profile("P700"))?.name, "Old");
    nowMs += 1;
    assert.equal((await there.directory.profile("P700"))?.name, "New");
  });

  it("hands out the same object until the version changes", async () => {
    const { applying, directory } = startProcess();
    await applying.apply("P800", { ...document, plant: "P800" }, actor);
    const profile = await directory.profile("P800");
    nowMs += 5000;
    assert.equal(await directory.profile("P800"), profile);
    await applying.apply("P800", { ...document, plant: "P800", name: "New" }, actor);
    assert.notEqual(await directory.profile("P800"), profile);
  });

  it("answers many readers at once after the cache went stale", async () => {
    const { directory } = startProcess();
    const profiles = await Promise.all(Array.from({ length: 50 }, () => directory.profile("P100")));
    assert.equal(new Set(profiles).size, 1);
    assert.ok(profiles[0] !== undefined);
  });
});
