import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pino } from "pino";
import { CredentialChangeReader } from "./credential-change-reader.js";
import { CredentialWatch } from "./credential-watch.js";

interface Change {
  readonly id: string;
  readonly clientId: string;
}

describe("the watch over revoked credentials", () => {
  const setUp = () => {
    const changes: Change[] = [{ id: "7", clientId: "before-the-start" }];
    const forgotten: string[] = [];
    const log: string[] = [];
    const state = { isDown: false, refreshes: 0 };
    const read = async <Row>(_statement: string, values?: readonly unknown[]): Promise<Row[]> => {
      if (state.isDown) throw new Error("connection lost");
      const after = values?.[0];
      const rows = after === undefined ? changes.slice(-1) : changes.filter(({ id }) => Number(id) > Number(after));
      return rows as Row[];
    };
    const memory = (name: string) => ({
      forgetClient: (clientId: string) => void forgotten.push(`${name} ${clientId}`),
      refreshKeys: async () => void state.refreshes++,
      flushUse: async () => undefined,
    });
    const memories = { tokens: memory("tokens"), apiKeys: memory("keys"), certificates: memory("certificates") };
    const logger = pino({}, { write: (line: string) => log.push((JSON.parse(line) as { event: string }).event) });
    const watch = new CredentialWatch(new CredentialChangeReader({ read }), memories, logger);
    return { watch, changes, forgotten, log, state };
  };

  it("forgets what was changed since the start, once, in every memory", async () => {
    const { watch, changes, forgotten } = setUp();
    await watch.look();
    changes.push({ id: "8", clientId: "mes-1" });
    await watch.look();
    await watch.look();
    assert.deepEqual(forgotten, ["tokens mes-1", "keys mes-1", "certificates mes-1"]);
  });

  it("misses nothing that was changed while the database was away, and goes on renewing keys meanwhile", async () => {
    const { watch, changes, forgotten, log, state } = setUp();
    await watch.look();
    state.isDown = true;
    changes.push({ id: "9", clientId: "mes-1" }, { id: "11", clientId: "erp-1" });
    await watch.look();
    await watch.look();
    assert.equal(state.refreshes, 3);
    state.isDown = false;
    await watch.look();
    assert.equal(forgotten.length, 6);
    assert.deepEqual(log, ["credential-watch.failed", "credential-watch.recovered"], "said once each");
  });
});
