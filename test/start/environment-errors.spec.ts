import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { systemClock } from "../../src/kernel/clock.js";
import { claimDatabase, type DatabaseClaim } from "../../src/platform/persistence/claim-database.js";
import { withClient } from "../../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../../src/platform/persistence/embedded-postgres.js";
import { findFreePort } from "../../src/platform/persistence/free-port.js";
import { runInterlock, runNode } from "../support/run-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { createEmptyDatabase } from "../support/test-database.js";

/** Each sentence is the whole of stderr: what is wrong and what to do, without a stack. */
describe("an environment that cannot be used", () => {
  const folder = makeTemporaryFolder();
  after(() => folder.remove());

  async function assertRefused(
    args: readonly string[],
    settings: Record<string, string>,
    sentence: RegExp,
  ): Promise<void> {
    const base = { INTERLOCK_PORT: "0", INTERLOCK_DATA_DIR: join(folder.path, "data") };
    const { exitCode, stdout, stderr } = await runInterlock(args, { ...base, ...settings });
    assert.match(stderr, sentence);
    assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    assert.equal(stdout, "");
    assert.equal(exitCode, 3);
  }

  describe("port", () => {
    let server: Server;
    let port = "";
    before(async () => {
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      port = typeof address === "object" ? String(address?.port) : "";
    });
    after(() => server.close());

    for (const command of ["serve", "up"]) {
      it(`${command} names the setting for a taken gateway port`, async () => {
        const sentence = new RegExp(
          `^error: Port ${port} on 127.0.0.1 is taken .* choose another port with INTERLOCK_PORT\\.`,
        );
        await assertRefused([command], { INTERLOCK_PORT: port }, sentence);
      });
    }

    it("up names the setting for a taken simulator port", async () => {
      const settings = {
        INTERLOCK_ERP_SIMULATOR_PORT: String(await findFreePort()),
        INTERLOCK_MES_SIMULATOR_PORT: port,
      };
      await assertRefused(["up"], settings, /taken .* INTERLOCK_MES_SIMULATOR_PORT\./);
    });
  });

  it("refuses a data folder that cannot be written", async () => {
    const file = join(folder.path, "file");
    writeFileSync(file, "in the way");
    await assertRefused(
      ["serve"],
      { INTERLOCK_DATA_DIR: join(file, "data") },
      /^error: The data folder .*file\/data cannot be written \(.*\); .* INTERLOCK_DATA_DIR\./,
    );
  });

  it("refuses a data folder where the file system makes none", { skip: !existsSync("/proc/self") }, async () => {
    for (const command of ["serve", "up"]) {
      const sentence = /^error: The data folder \/proc\/interlock cannot be written \(.*\); .* INTERLOCK_DATA_DIR\./;
      await assertRefused([command], { INTERLOCK_DATA_DIR: "/proc/interlock" }, sentence);
    }
  });

  it("refuses a database that does not answer, without showing the password", async () => {
    await assertRefused(
      ["serve"],
      { INTERLOCK_DATABASE_URL: "postgres://interlock:hidden@127.0.0.1:1/interlock" },
      /^error: The database 127\.0\.0\.1:1\/interlock cannot be reached \((?!.*hidden).*\); start it, or correct INTERLOCK_DATABASE_URL\./,
    );
  });

  it("refuses an address that is not one of a database", async () => {
    await assertRefused(
      ["migrate"],
      { INTERLOCK_DATABASE_URL: "localhost:5432" },
      /^error: INTERLOCK_DATABASE_URL is not a database address; it must read postgres:/,
    );
  });

  it("refuses a server that is too old", async () => {
    const database = await createEmptyDatabase();
    await withClient(database.url, pretendToBeOld);
    await assertRefused(
      ["serve"],
      { INTERLOCK_DATABASE_URL: database.url },
      /is Postgres 14\.9; Interlock needs 15 or newer/,
    );
    await database.drop();
  });

  it("does not serve while migrations are pending, and names them", async () => {
    const database = await createEmptyDatabase();
    await assertRefused(
      ["serve"],
      { INTERLOCK_DATABASE_URL: database.url },
      /^error: \d+ migrations are pending \(CreatePlatform1763900000000, .*\); run interlock migrate, or start with interlock serve --migrate\./,
    );
    await database.drop();
  });

  it("does not run twice on one data folder, and says which process runs there", async () => {
    const dataDir = join(folder.path, "claimed");
    const postgres = new EmbeddedPostgres(dataDir, systemClock);
    const { databaseUrl } = await postgres.start();
    const claim = (await claimDatabase(databaseUrl, systemClock)) as DatabaseClaim;
    const settings = { INTERLOCK_DATA_DIR: dataDir, NO_COLOR: "1" };
    const { exitCode, stderr } = await runInterlock(["serve"], { ...settings, INTERLOCK_PORT: "0" });
    assert.match(
      stderr,
      new RegExp(`error: Interlock already runs on .*claimed \\(process ${process.pid}\\); stop it, or`),
    );
    assert.equal(exitCode, 3);
    assert.notEqual(postgres.runningUrl(), undefined, "the database of the running one was stopped");
    await claim.release();
    await postgres.stop();
  });

  it("names a misspelt and an impossible setting", async () => {
    await assertRefused(
      ["serve"],
      { INTERLOCK_PROT: "80" },
      /^error: INTERLOCK_PROT is not a setting of Interlock; .*configuration\.md/,
    );
    await assertRefused(
      ["serve"],
      { INTERLOCK_PORT: "http" },
      /^error: INTERLOCK_PORT is "http"; it must be a whole number/,
    );
  });

  it("says how to get credentials when there are none", async () => {
    const { exitCode, stderr } = await runInterlock(["token"], { INTERLOCK_DATA_DIR: join(folder.path, "empty") });
    assert.match(stderr, /^error: .*credentials\.json has no client "operator"; start Interlock with npm start/);
    assert.equal(exitCode, 3);
  });

  describe("installation", () => {
    const bin = join(folder.path, "installed", "bin", "interlock.mjs");
    before(() => {
      mkdirSync(join(folder.path, "installed"), { recursive: true });
      cpSync(join(projectRoot, "bin"), join(folder.path, "installed", "bin"), { recursive: true });
    });

    it("asks for the build when there is none", async () => {
      const { exitCode, stderr } = await runNode([bin, "up"]);
      assert.match(stderr, /^error: Interlock is not built yet; run npm ci .*installed\.\n$/);
      assert.equal(exitCode, 3);
    });

    it("refuses an old Node in one sentence when the pinned one is not installed", async () => {
      const { exitCode, stderr } = await runNode([
        "--import",
        `data:text/javascript,${encodeURIComponent(OLD_NODE)}`,
        bin,
      ]);
      assert.match(
        stderr,
        /^error: Interlock needs Node 24 or newer and this is v18\.0\.0; run npm ci in .*installed, .*\n$/,
      );
      assert.equal(exitCode, 3);
    });

    it("is readable for an old Node, so that the sentence can be said", { skip: skipOldSyntax() }, () => {
      const { status } = spawnSync("node", ["--check", bin], { env: { PATH: "/usr/local/bin:/usr/bin:/bin" } });
      assert.equal(status, 0);
    });
  });
});

/** Makes a process believe that it runs on Node 18. */
const OLD_NODE = `
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.0.0" } });
  Object.defineProperty(process, "version", { value: "v18.0.0" });`;

function skipOldSyntax(): string | false {
  const found = spawnSync("node", ["--version"], { env: { PATH: "/usr/local/bin:/usr/bin:/bin" }, encoding: "utf8" });
  return found.status === 0 ? false : "no other Node on this machine";
}

/** The database shadows the function that the version is read with; no older server can be installed by npm. */
async function pretendToBeOld(client: { query(statement: string): Promise<unknown> }): Promise<void> {
  await client.query(`
    CREATE SCHEMA old;
    CREATE FUNCTION old.current_setting(name text) RETURNS text LANGUAGE sql AS
      $$ SELECT CASE name WHEN 'server_version_num' THEN '140009' ELSE '14.9' END $$;`);
  await client.query(`
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = old, pg_catalog', current_database()); END $$`);
}
