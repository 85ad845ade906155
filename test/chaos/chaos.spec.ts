import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../support/test-database.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { runChaos } from "./chaos-run.js";

/** The small form of `npm run chaos`. */
describe("killed workers and broken links while the simulators fail", () => {
  const folder = makeTemporaryFolder();
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(async () => {
    await database.drop();
    folder.remove();
  });

  it("loses no order, books nothing twice and keeps the order inside each lane", { timeout: 240_000 }, async (test) => {
    const plan = {
      orders: 20,
      kills: 2,
      workers: 1,
      faultPct: 20,
      disturbances: 8,
      rate: 0,
      isSpaced: false,
      seed: 10,
    };
    const stage = {
      databaseUrl: database.url,
      folder: folder.path,
      say: (line: string) => test.diagnostic(line),
      signal: test.signal,
    };
    assert.deepEqual(await runChaos(plan, stage), []);
  });
});
