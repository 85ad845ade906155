import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { interlockArguments, runInterlock } from "../support/run-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { createEmptyDatabase, type TestDatabase } from "../support/test-database.js";

describe("interlock serve", () => {
  const folder = makeTemporaryFolder();
  let database: TestDatabase;
  let settings: Record<string, string>;

  before(async () => {
    database = await createEmptyDatabase();
    settings = {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      INTERLOCK_DATABASE_URL: database.url,
      INTERLOCK_DATA_DIR: join(folder.path, "data"),
      INTERLOCK_PORT: "0",
    };
  });
  after(async () => {
    await database.drop();
    folder.remove();
  });

  for (const role of ["all", "gateway", "worker"]) {
    it(`runs as ${role} on an external database, is ready, and ends cleanly on SIGTERM`, async () => {
      const server = spawn(process.execPath, interlockArguments(["serve", "--migrate", "--role", role]), {
        env: settings,
        stdio: ["ignore", "ignore", "pipe"],
      });
      const ended = once(server, "exit");
      const url = await readyUrl(server.stderr);
      assert.equal((await fetch(`${url}/readyz`)).status, 200);
      server.kill("SIGTERM");
      assert.deepEqual(await ended, [0, null]);
    });
  }

  it("finds nothing pending after that", async () => {
    const { exitCode, stdout } = await runInterlock(["migrate", "--check", "--json"], settings);
    assert.deepEqual(JSON.parse(stdout), { pending: [] });
    assert.equal(exitCode, 0);
  });
});

/** The address in the line that says the server is ready. @throws Error with everything it said when it ends before. */
async function readyUrl(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const url = /ready at (http:\S+)/.exec(text)?.[1];
    if (url === undefined) continue;
    stream.resume();
    return url;
  }
  throw new Error(`interlock serve ended before it was ready:\n${text}`);
}
