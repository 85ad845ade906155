import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { InterlockError } from "../../../kernel/problem.js";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import { StandInIssuer } from "../../../../test/support/security/stand-in-issuer.js";
import type { PublishedDocument } from "./document-reader.js";
import { IssuerKeys } from "./issuer-keys.js";
import { DiscoveredKeySet } from "./key-set-source.js";
import type { KeySetStore, SavedKeySet } from "./key-set-store.js";

class MemoryStore implements KeySetStore {
  saved: SavedKeySet | undefined;
  load(): SavedKeySet | undefined {
    return this.saved;
  }
  save(document: PublishedDocument, readAt: Date): void {
    this.saved = { document, readAt };
  }
}

describe("the keys of a foreign issuer", () => {
  let clock: ManualClock;
  let issuer: StandInIssuer;
  let store: MemoryStore;
  let alarms: string[];
  let keys: IssuerKeys;

  const open = (): IssuerKeys => {
    const source = new DiscoveredKeySet(
      issuer,
      `${issuer.url}/.well-known/openid-configuration`,
      (named) => named === issuer.url,
    );
    return new IssuerKeys(source, { algorithms: ["RS256"], keyIssuer: () => true }, store, clock, {
      keysRefused: (faults) => alarms.push(...faults),
      refreshFailed: (reason) => alarms.push(`failed: ${reason}`),
      expired: () => alarms.push("expired"),
    });
  };
  /** Time passes as in a running process, which looks once a second; here in larger steps. */
  const pass = async (seconds: number, step = 30): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += step) {
      clock.advance(step);
      keys.refreshWhenDue();
      await keys.settled();
    }
  };

  beforeEach(() => {
    clock = new ManualClock();
    issuer = new StandInIssuer(clock);
    store = new MemoryStore();
    alarms = [];
    keys = open();
  });

  it("are asked for at the first token and renewed in the background at half of their age", async () => {
    assert.ok(await keys.find("first"));
    assert.equal(issuer.reads, 2, "metadata and key set");
    await pass(270);
    assert.equal(issuer.reads, 2);
    await pass(30);
    assert.equal(issuer.reads, 3, "the metadata is not asked for again");
  });

  it("are asked for once when many requests need them at the same time", async () => {
    await Promise.all(Array.from({ length: 100 }, () => keys.find("first")));
    assert.equal(issuer.reads, 2);
  });

  it("cost one request in thirty seconds, whatever key ids 10,000 forged tokens name", async () => {
    await keys.find("first");
    clock.advance(30);
    const before = issuer.reads;
    for (let count = 0; count < 10_000; count++) assert.equal(await keys.find(`forged-${count}`), undefined);
    assert.equal(issuer.reads - before, 1);
  });

  it("know a new key at its first token when thirty seconds have passed since the last request", async () => {
    await keys.find("first");
    clock.advance(30);
    issuer.addKey("second");
    assert.ok(await keys.find("second"));
  });

  it("serve every valid token through an outage of 23 hours, and tell of it", async () => {
    await keys.find("first");
    issuer.isDown = true;
    let rejected = 0;
    for (let minutes = 0; minutes < 23 * 60; minutes++) {
      await pass(60, 60);
      if ((await keys.find("first")) === undefined) rejected++;
    }
    assert.equal(rejected, 0);
    assert.ok(keys.state.isStale && keys.state.failureCount > 1000);
    assert.match(alarms[0] ?? "", /^failed: .*cannot be reached/);
    issuer.isDown = false;
    await pass(30);
    assert.equal(keys.state.isStale, false);
  });

  it("are given up when the outage lasts longer than a day, and every token then waits for the issuer", async () => {
    await keys.find("first");
    issuer.isDown = true;
    await pass(24 * 3600 + 600, 600);
    assert.ok(keys.has("first"));
    const { version } = keys;
    await pass(600, 600);
    assert.equal(keys.has("first"), false);
    assert.ok(keys.version > version, "what was verified before is forgotten");
    assert.ok(alarms.includes("expired"));
    await assert.rejects(
      keys.find("first"),
      (error) => error instanceof InterlockError && error.code === "ISSUER_UNAVAILABLE",
    );
  });

  it("are unknown, not wrong, when the issuer was never reached", async () => {
    issuer.isDown = true;
    await assert.rejects(
      keys.find("first"),
      (error) => error instanceof InterlockError && error.definition.status === 503,
    );
  });

  it("outlive a restart during an outage, with the age they had", async () => {
    await keys.find("first");
    issuer.isDown = true;
    clock.advance(23 * 3600);
    keys = open();
    assert.ok(await keys.find("first"));
    assert.equal(keys.state.ageSeconds, 23 * 3600);
  });

  it("leave with the key set that no longer names them, which says so to whoever remembers tokens", async () => {
    issuer.addKey("second");
    await keys.find("first");
    const { version } = keys;
    issuer.removeKey("first");
    await pass(300);
    assert.deepEqual([keys.has("first"), keys.has("second")], [false, true]);
    assert.ok(keys.version > version);
  });

  it("count as replaced when another key takes over their id", async () => {
    await keys.find("first");
    const { version } = keys;
    issuer.removeKey("first");
    issuer.addKey("first");
    await pass(300);
    assert.ok(keys.version > version);
  });

  it("are kept when the issuer answers something that is no key set", async () => {
    await keys.find("first");
    const faults = [{ keys: "none" }, {}, [], "text", null, { keys: Array.from({ length: 51 }, () => ({})) }];
    for (const poison of faults) {
      issuer.poison = poison;
      await pass(330);
      assert.ok(keys.has("first"));
    }
    assert.equal(keys.state.failureCount >= faults.length, true);
  });

  it("are used without the bad ones beside them, with an alarm that is not repeated", async () => {
    issuer.extraKeys.push({ kty: "oct", k: "c2VjcmV0", kid: "weak" }, "text", {
      ...issuer.keyNamed("first").jwk,
      kid: "e1",
      e: "AQ",
    });
    assert.ok(await keys.find("first"));
    await pass(3000);
    assert.equal(keys.state.refusedKeyCount, 3);
    assert.equal(alarms.length, 3);
    assert.deepEqual([keys.has("weak"), keys.has("e1")], [false, false]);
  });

  it("are none when one id names two keys", async () => {
    issuer.extraKeys.push({ ...issuer.keyNamed("first").jwk });
    assert.equal(await keys.find("first"), undefined);
    assert.match(alarms.join(), /kid comes twice/);
  });

  it("are not read from metadata that speaks for another issuer", async () => {
    const source = new DiscoveredKeySet(issuer, `${issuer.url}/.well-known/openid-configuration`, () => false);
    await assert.rejects(source.read(), /speaks for another issuer/);
  });
});
