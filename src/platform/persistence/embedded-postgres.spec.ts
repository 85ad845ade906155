import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, it } from "node:test";
import { makeTemporaryFolder } from "../../../test/support/temporary-folder.js";
import { systemClock } from "../../kernel/clock.js";
import { claimDatabase, type DatabaseClaim } from "./claim-database.js";
import { errorCode, withClient } from "./connect-client.js";
import { EmbeddedPostgres } from "./embedded-postgres.js";
import { readCredentials } from "./postgres-credentials.js";
import { readPostmaster } from "./postmaster.js";

const isRoot = process.getuid?.() === 0;
const hasNamespaces = spawnSync("unshare", ["--user", "--map-user=65534", "true"]).status === 0;

describe("EmbeddedPostgres", () => {
  let folder: ReturnType<typeof makeTemporaryFolder>;
  let postgres: EmbeddedPostgres;

  beforeEach(() => {
    folder = makeTemporaryFolder();
    postgres = new EmbeddedPostgres(join(folder.path, "data"), systemClock);
  });

  afterEach(async () => {
    await postgres.stop();
    folder.remove();
  });

  const cluster = (): string => join(folder.path, "data", "postgres");

  it("makes a durable database with checksums and a password only its owner can read", async () => {
    const { databaseUrl, outcome } = await postgres.start();
    assert.equal(outcome, "created");
    assert.equal(await setting(databaseUrl, "data_checksums"), "on");
    assert.equal(await setting(databaseUrl, "fsync"), "on");
    assert.equal(await setting(databaseUrl, "synchronous_commit"), "on");
    assert.equal(await setting(databaseUrl, "server_encoding"), "UTF8");
    assert.equal(await setting(databaseUrl, "listen_addresses"), "127.0.0.1");
    assert.equal(statSync(join(folder.path, "data", "postgres.json")).mode & 0o777, 0o600);
    const withoutPassword = databaseUrl.replace(/:[^:@]+@/, ":wrong@");
    await assert.rejects(setting(withoutPassword, "fsync"), { code: "28P01" });
  });

  it("keeps the data over a clean stop and leaves no process behind", async () => {
    const first = await postgres.start();
    await withClient(first.databaseUrl, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS answer"));
    const pid = readPostmaster(cluster())?.pid ?? 0;
    await postgres.stop();
    assert.equal(existsSync(join(cluster(), "postmaster.pid")), false);
    await gone(pid);
    const second = await postgres.start();
    assert.equal(second.outcome, "started");
    assert.deepEqual(await answers(second.databaseUrl), [{ answer: 42 }]);
  });

  it("adopts a server that outlived the process that started it", async () => {
    const first = await postgres.start();
    const second = await new EmbeddedPostgres(join(folder.path, "data"), systemClock).start();
    assert.deepEqual(second, { databaseUrl: first.databaseUrl, outcome: "adopted" });
  });

  it("recovers what was committed when the server itself was killed", async () => {
    const { databaseUrl } = await postgres.start();
    await withClient(databaseUrl, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS answer"));
    process.kill(readPostmaster(cluster())?.pid ?? 0, "SIGKILL");
    const second = await postgres.start();
    assert.deepEqual(await answers(second.databaseUrl), [{ answer: 42 }]);
  });

  it("starts over a pid file whose number now belongs to another program", async () => {
    await postgres.start();
    const file = join(cluster(), "postmaster.pid");
    const content = readFileSync(file, "utf8").split("\n");
    await postgres.stop();
    writeFileSync(file, [String(process.pid), ...content.slice(1)].join("\n"));
    assert.equal((await postgres.start()).outcome, "started");
  });

  it("takes another port when its own is in use", async () => {
    await postgres.start();
    await postgres.stop();
    const { port } = readCredentials(join(folder.path, "data", "postgres.json")) ?? { port: 0 };
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(port, "127.0.0.1", resolve));
    const { databaseUrl } = await postgres.start();
    assert.notEqual(new URL(databaseUrl).port, String(port));
    assert.equal(readCredentials(join(folder.path, "data", "postgres.json"))?.port, Number(new URL(databaseUrl).port));
    await new Promise((resolve) => intruder.close(resolve));
  });

  it("gives two starts at once the same server", async () => {
    const other = new EmbeddedPostgres(join(folder.path, "data"), systemClock);
    const [first, second] = await Promise.all([postgres.start(), other.start()]);
    const started = await Promise.all([first, second].map(({ databaseUrl }) => startTime(databaseUrl)));
    assert.equal(started[0], started[1]);
  });

  it("removes what a start that was killed half-way left behind", async () => {
    mkdirSync(join(folder.path, "data", "postgres.new-999999999"), { recursive: true });
    await postgres.start();
    assert.equal(existsSync(join(folder.path, "data", "postgres.new-999999999")), false);
  });

  it("refuses data of another major version with the remedy", async () => {
    mkdirSync(cluster(), { recursive: true });
    writeFileSync(join(cluster(), "PG_VERSION"), "11\n");
    await assert.rejects(postgres.start(), /was made by Postgres 11, .* INTERLOCK_DATA_DIR/);
  });

  it("names the folder and the remedy when the data folder is not a folder", async () => {
    writeFileSync(join(folder.path, "data"), "a file in the way");
    await assert.rejects(postgres.start(), /data folder .*data cannot be written .*INTERLOCK_DATA_DIR/);
  });

  it("refuses damaged credentials instead of losing the database behind them", async () => {
    mkdirSync(join(folder.path, "data"));
    writeFileSync(join(folder.path, "data", "postgres.json"), "{");
    await assert.rejects(postgres.start(), /postgres.json is damaged/);
  });

  it("asks for the password file of existing data instead of making a new one", async () => {
    await postgres.start();
    await postgres.stop();
    const file = join(folder.path, "data", "postgres.json");
    const content = readFileSync(file, "utf8");
    rmSync(file);
    await assert.rejects(postgres.start(), /postgres.json with the password of the database is missing; restore it/);
    writeFileSync(file, content.replace(/"password": "[^"]*"/, '"password": "of-another-database"'));
    await assert.rejects(postgres.start(), /does not accept the password of postgres.json; restore the file/);
  });

  it("lets one owner claim it and tells another who that is", async () => {
    const { databaseUrl } = await postgres.start();
    const claim = (await claimDatabase(databaseUrl, systemClock)) as DatabaseClaim;
    assert.deepEqual(await claimDatabase(databaseUrl, systemClock), { ownerPid: process.pid });
    await claim.release();
    const next = (await claimDatabase(databaseUrl, systemClock)) as DatabaseClaim;
    await next.release();
  });

  it("runs below a folder only root can enter", { skip: skipNamespace() }, async () => {
    chmodSync(folder.path, 0o700);
    const { databaseUrl } = await postgres.start();
    assert.equal(await setting(databaseUrl, "fsync"), "on");
    assert.equal(statSync(cluster()).uid, 0);
    await postgres.stop();
    assert.equal((await postgres.start()).outcome, "started");
  });
});

function skipNamespace(): string | false {
  if (!isRoot) return "only root is refused by Postgres";
  return hasNamespaces ? false : "this system gives no user namespaces";
}

/** The system forgets an ended process a moment after it ended. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      assert.equal(errorCode(error), "ESRCH");
      return;
    }
    await delay(10);
  }
}

async function setting(databaseUrl: string, name: string): Promise<string | undefined> {
  const statement = `SELECT current_setting('${name}') AS value`;
  return await withClient(
    databaseUrl,
    async (client) => (await client.query<{ value: string }>(statement)).rows[0]?.value,
  );
}

async function answers(databaseUrl: string): Promise<unknown[]> {
  return await withClient(databaseUrl, async (client) => (await client.query<object>("SELECT answer FROM kept")).rows);
}

async function startTime(databaseUrl: string): Promise<unknown> {
  const statement = "SELECT pg_postmaster_start_time()::text AS time";
  return await withClient(
    databaseUrl,
    async (client) => (await client.query<{ time: string }>(statement)).rows[0]?.time,
  );
}
