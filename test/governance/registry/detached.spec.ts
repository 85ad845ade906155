import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../../src/config/configuration.js";
import { IntegrityError } from "../../../src/config/integrity-error.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { type StartedServer, startServer } from "../../../src/main.js";
import { SnapshotStore } from "../../../src/promotion/public.js";
import { DatabaseLink } from "../../support/database-link.js";
import { makeTemporaryFolder } from "../../support/temporary-folder.js";
import { type TestDatabase, createTestDatabase } from "../../support/test-database.js";

const WAIT_MS = 20_000;

describe("a gateway whose database is away", () => {
  const folder = makeTemporaryFolder();
  const snapshot = join(folder.path, "snapshot", "served-contracts.json");
  let database: TestDatabase;
  let link: DatabaseLink;
  let databaseUrl: string;
  let promotionId: string | null;

  const start = async (isDetached: boolean): Promise<StartedServer> =>
    await startServer(
      readConfiguration({
        INTERLOCK_ROLE: "gateway",
        INTERLOCK_PORT: "0",
        INTERLOCK_DATA_DIR: folder.path,
        INTERLOCK_DATABASE_URL: databaseUrl,
        INTERLOCK_LOG_LEVEL: "silent",
      }),
      { isDetached },
    );

  const read = async (server: StartedServer): Promise<Response> =>
    await fetch(`${server.url}/production-order/v1/orders`, { headers: { authorization: "Bearer none" } });

  before(async () => {
    database = await createTestDatabase();
    link = new DatabaseLink(new URL(database.url));
    databaseUrl = await link.open();
    const server = await start(false);
    promotionId = (await read(server)).headers.get("interlock-promotion");
    await server.close();
    await link.cut();
  });
  after(async () => {
    await link.cut();
    await database.drop();
    folder.remove();
  });

  it("starts from the contracts it served last, says that it is not ready, and recovers without a restart", async () => {
    const server = await start(true);
    try {
      const answer = await read(server);
      assert.equal(answer.headers.get("interlock-promotion"), promotionId);
      assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
      assert.equal((await fetch(`${server.url}/production-order/v1/orders/A`, { method: "PUT" })).status, 404);
      await link.open();
      const deadline = performance.now() + WAIT_MS;
      while ((await fetch(`${server.url}/readyz`)).status !== 200) {
        assert.ok(performance.now() < deadline, "the gateway has not found its database again");
        await delay(200);
      }
    } finally {
      await server.close();
      await link.cut();
    }
  });

  it("refuses a snapshot that was changed on the disk", async () => {
    const text = readFileSync(snapshot, "utf8");
    writeFileSync(snapshot, text.replace("production-order", "production-0rder"));
    await assert.rejects(SnapshotStore.inDataFolder(folder.path, systemClock).read(), IntegrityError);
    await assert.rejects(start(true), /its signature does not fit its content/);
    const forged = JSON.parse(text) as Record<string, unknown>;
    writeFileSync(snapshot, JSON.stringify({ ...forged, keyId: "stranger" }));
    await assert.rejects(start(true), /signed with a key that this node does not have/);
    writeFileSync(snapshot, "half a fi");
    await assert.rejects(start(true), IntegrityError);
  });
});
