import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { it } from "node:test";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { createTestDatabase } from "../support/test-database.js";
import { killDuringAccept } from "./kill-during-accept.js";

it("never leaves a change without its entry or an entry without its change when the process is killed", async () => {
  const database = await createTestDatabase();
  const folder = makeTemporaryFolder();
  const plan = { kills: 3, databaseUrl: database.url, folder: folder.path, nextMomentMs: () => randomInt(50, 600) };
  try {
    const { orders, changesWithoutEntry, entriesWithoutChange, report } = await killDuringAccept(plan);
    assert.ok(orders > 0, "no order was accepted before a kill");
    assert.deepEqual(
      { changesWithoutEntry, entriesWithoutChange },
      { changesWithoutEntry: 0, entriesWithoutChange: 0 },
    );
    assert.deepEqual(report.failures, []);
  } finally {
    await database.drop();
    folder.remove();
  }
});
