import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { readConfiguration } from "../../../src/config/configuration.js";
import { projectRoot } from "../../../src/config/project-root.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { AuditLog } from "../../../src/platform/audit/audit-log.js";
import { openDatabase } from "../../../src/platform/persistence/open-database.js";
import { createPlantServices } from "../../../src/plants/public.js";
import { makeDemoClients } from "../../../src/cli/start/demo-clients.js";
import { interlockArguments, runInterlock } from "../../support/run-interlock.js";
import { makeTemporaryFolder } from "../../support/temporary-folder.js";
import { type TestDatabase, createTestDatabase } from "../../support/test-database.js";

const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

describe("interlock in production", () => {
  const folder = makeTemporaryFolder();
  let database: TestDatabase;
  let settings: Record<string, string>;

  before(async () => {
    database = await createTestDatabase();
    const databaseUrl = new URL(database.url);
    settings = {
      PATH,
      NODE_ENV: "production",
      INTERLOCK_EMBEDDED_ISSUER: "always",
      INTERLOCK_DATABASE_URL: databaseUrl.href,
      INTERLOCK_DATA_DIR: join(folder.path, "data"),
      INTERLOCK_PORT: "0",
    };
  });
  after(async () => {
    await database.drop();
    folder.remove();
  });

  it("serves with safe settings", async () => {
    const server = spawn(process.execPath, interlockArguments(["serve"]), {
      env: settings,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = once(server, "exit");
    let said = "";
    for await (const chunk of server.stderr.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      if (said.includes("ready at")) break;
    }
    server.stderr.resume();
    assert.match(said, /ready at http:/);
    server.kill("SIGTERM");
    assert.deepEqual(await ended, [0, null]);
  });

  it("refuses unsafe settings with exit code 3 and every code with its remedy", async () => {
    const unsafe = { ...settings, INTERLOCK_EMBEDDED_ISSUER: "", INTERLOCK_HOST: "0.0.0.0" };
    const { exitCode, stderr } = await runInterlock(["serve"], unsafe);
    assert.equal(exitCode, 3);
    assert.match(stderr, /EMBEDDED_ISSUER_IN_PRODUCTION: [\s\S]*PLAIN_HTTP_EXPOSED: [\s\S]*INTERLOCK_TRUSTED_PROXIES/);
    assert.doesNotMatch(stderr, /ready at| at \S+ \(/);
  });

  it("refuses to bring simulators", async () => {
    const { exitCode, stderr } = await runInterlock(["up"], settings);
    assert.equal(exitCode, 3);
    assert.match(stderr, /SIMULATORS_IN_PRODUCTION/);
  });

  it("refuses a database with a plant whose ERP is reached without TLS, and leaves loopback alone", async () => {
    const document = parse(readFileSync(join(projectRoot, "examples/plants/P100/plant.yaml"), "utf8")) as {
      systems: { erp: object };
    };
    const { systems } = document;
    const distant = {
      ...document,
      systems: { ...systems, erp: { ...systems.erp, url: "http://erp.example:8000/sap" } },
    };
    const opened = await openDatabase(readConfiguration(settings), () => undefined);
    const { applyPlant } = createPlantServices(opened.unitOfWork, new AuditLog(systemClock), systemClock);
    const actor = { clientId: "operator", correlationId: "C-1", traceparent: TRACEPARENT };
    try {
      await applyPlant.apply("P100", distant, actor);
      const { exitCode, stderr } = await runInterlock(["serve"], settings);
      assert.equal(exitCode, 3);
      assert.match(stderr, /INSECURE_SYSTEM_URL: .*P100 has http:\/\/erp\.example:8000 at \/systems\/erp\/url/);
      assert.doesNotMatch(stderr, /systems\/mes|ready at/);
      await applyPlant.apply("P100", document, actor);
    } finally {
      await opened.close();
    }
  });

  it("refuses a database with clients of the demo, by their names", async () => {
    await makeDemoClients(readConfiguration(settings), ["P100"], systemClock);
    const { exitCode, stderr } = await runInterlock(["serve"], settings);
    assert.equal(exitCode, 3);
    assert.match(stderr, /DEMO_CLIENTS_PRESENT: .*auditor.*erp-simulator.*operator/);
  });
});
