import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { withClient } from "../persistence/connect-client.js";
import { type EventNews, EventSignal } from "./event-signal.js";

/** Resolves with the next hint. */
const hint = (signal: EventSignal, news: EventNews): Promise<void> =>
  new Promise((resolve) => {
    const forget = signal.on(news, () => {
      forget();
      resolve();
    });
  });

describe("hints that there are events", () => {
  let database: TestDatabase;
  let signals: EventSignal[];
  const signal = (index: number): EventSignal => signals[index] ?? assert.fail();
  before(async () => {
    database = await createTestDatabase();
    signals = [1, 2].map(() => new EventSignal(database.url, pino({ level: "silent" })));
    for (const each of signals) await each.start();
  });
  after(async () => {
    for (const each of signals) await each.stop();
    await database.drop();
  });

  it("reach this process and the others, each kind for itself", async () => {
    let others = 0;
    const forget = signal(1).on("unpublished", () => others++);
    const hints = [hint(signal(0), "published"), hint(signal(1), "published")];
    signal(0).tell("published");
    await Promise.all(hints);
    assert.equal(others, 0);
    forget();
  });

  it("are few in a burst, and come after the last of it", async () => {
    let count = 0;
    const forget = signal(1).on("published", () => count++);
    for (let index = 0; index < 1_000; index++) signal(0).tell("published");
    await hint(signal(1), "published");
    assert.ok(count <= 2, `${count} hints`);
    forget();
  });

  it("go on after their connection was lost", async () => {
    const ended = await withClient(database.url, async (client) => {
      const { rows } = await client.query<{ isEnded: boolean }>(
        `SELECT pg_terminate_backend(pid) AS "isEnded" FROM pg_stat_activity WHERE application_name = 'interlock events'
         AND datname = current_database()`,
      );
      return rows.length;
    });
    assert.equal(ended, 2);
    const reached = hint(signal(1), "unpublished");
    const again = setInterval(() => signal(0).tell("unpublished"), 100);
    await reached;
    clearInterval(again);
  });
});
