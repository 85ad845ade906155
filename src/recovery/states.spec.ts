import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { createTestDatabase } from "../../test/support/test-database.js";
import { postingChangeStates } from "./changes/posting-change.js";
import { replayStates } from "./replay/replay-job.js";

test("the database allows exactly the transitions that the code names", async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    for (const { name, transitions } of [replayStates, postingChangeStates]) {
      const statement = "SELECT from_state || ' ' || to_state AS move FROM il.state_transition WHERE machine = $1";
      const { rows } = await client.query<{ move: string }>(statement, [name]);
      const named = Object.entries<readonly string[]>(transitions).flatMap(([from, to]) =>
        to.map((state) => `${from} ${state}`),
      );
      assert.deepEqual(rows.map(({ move }) => move).toSorted(), named.toSorted(), name);
    }
  } finally {
    await client.end();
    await database.drop();
  }
});
