import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { closeBreaker, openBreaker, PROBE_TURN_MS, takeTurn } from "./destination-breaker.js";
import type { DestinationRecord } from "./destination-record.js";
import { RAMP_MS, rampFactor, SHARE_MS, type ShareGrant, takeShare } from "./destination-share.js";

const START_MS = 1_000_000;

/** As its row is when it is new. */
function newDestination(name: string): DestinationRecord {
  return {
    name,
    breaker: "CLOSED",
    problem: undefined,
    openedAtMs: undefined,
    openUntilMs: undefined,
    prober: undefined,
    recoveredAtMs: undefined,
    tokens: 0,
    tokensAtMs: Number.NEGATIVE_INFINITY,
    shares: {},
  };
}

/** A destination whose workers ask one after the other. */
class Agreement {
  nowMs = START_MS;
  record: DestinationRecord = newDestination("ERP1");

  ask(worker: string, maxParallel: number, maxPerSecond?: number, inUse = 0, unspentTokens = 0): ShareGrant {
    const request = { worker, maxParallel, maxPerSecond, inUse, unspentTokens };
    const { record, grant } = takeShare(this.record, request, this.nowMs);
    this.record = record;
    return grant;
  }

  get permits(): number {
    return Object.values(this.record.shares).reduce((sum, { permits }) => sum + permits, 0);
  }
}

describe("share of a destination", () => {
  it("gives a worker that is alone all of it, and does not ask it to hurry", () => {
    const agreement = new Agreement();
    agreement.ask("w1", 8);
    assert.deepEqual(agreement.ask("w1", 8), { permits: 8, tokens: undefined, isContended: false });
  });

  it("gives nothing away twice while the workers come to an even division", () => {
    const agreement = new Agreement();
    agreement.ask("w1", 8, undefined, 6);
    assert.equal(agreement.ask("w2", 8).permits, 0, "the first one holds all of it");
    assert.equal(agreement.ask("w1", 8, undefined, 6).permits, 4);
    assert.equal(agreement.ask("w2", 8).permits, 2, "six of the first one are still under way");
    assert.equal(agreement.permits, 8);
    agreement.ask("w1", 8, undefined, 3);
    assert.deepEqual([agreement.ask("w2", 8).permits, agreement.permits], [4, 8]);
  });

  it("lets every worker have a turn where there are fewer permits than workers", () => {
    const agreement = new Agreement();
    const turns = new Set<string>();
    for (let round = 0; round < 40; round++, agreement.nowMs += 250) {
      for (const worker of ["w1", "w2", "w3"]) {
        if (agreement.ask(worker, 1).permits === 1) turns.add(worker);
        assert.ok(agreement.permits <= 1);
      }
    }
    assert.deepEqual([...turns].toSorted(), ["w1", "w2", "w3"]);
  });

  it("gives the share of a silent worker to the others", () => {
    const agreement = new Agreement();
    agreement.ask("w1", 8);
    agreement.nowMs += SHARE_MS;
    assert.equal(agreement.ask("w2", 8).permits, 8);
  });

  it("lets the most careful plant of all workers decide", () => {
    const agreement = new Agreement();
    agreement.ask("w1", 2);
    agreement.nowMs += 250;
    agreement.ask("w2", 8);
    assert.deepEqual([agreement.ask("w1", 2).permits, agreement.ask("w2", 8).permits], [1, 1]);
  });

  it("spends no more tokens than the rate fills, whoever asks how often, and gives unspent ones back", () => {
    const agreement = new Agreement();
    let spent = 0;
    for (let ms = 0; ms < 10_000; ms += 50, agreement.nowMs += 50) {
      spent += agreement.ask("w1", 4, 20).tokens ?? 0;
      spent += agreement.ask("w2", 4, 20).tokens ?? 0;
    }
    assert.ok(spent >= 195 && spent <= 220, `${spent} in 10 s at 20 a second, after one second that was saved up`);
    const before = agreement.record.tokens;
    agreement.ask("w1", 4, 20, 0, 5);
    assert.ok(agreement.record.tokens >= before, "unspent tokens are in the bucket again");
  });

  it("reaches a rate below one a second too", () => {
    const agreement = new Agreement();
    let spent = 0;
    for (let ms = 0; ms < 20_000; ms += 250, agreement.nowMs += 250) spent += agreement.ask("w1", 4, 0.5).tokens ?? 0;
    assert.ok(spent === 10 || spent === 11, `${spent} in 20 s at one in two seconds`);
  });

  it("grows from a tenth to all after a recovery, in permits and in rate", () => {
    const agreement = new Agreement();
    agreement.record = { ...agreement.record, recoveredAtMs: START_MS };
    assert.equal(agreement.ask("w1", 20).permits, 2);
    agreement.nowMs += RAMP_MS / 2;
    assert.equal(agreement.ask("w1", 20).permits, 11);
    agreement.nowMs += RAMP_MS;
    assert.equal(agreement.ask("w1", 20).permits, 20);
    assert.equal(rampFactor(agreement.record, agreement.nowMs), 1);
  });
});

describe("breaker of a destination", () => {
  const open = (breakMs = 5_000) => openBreaker(newDestination("ERP1"), "w1", undefined, breakMs, START_MS);

  it("gives nobody a permit while it is open", () => {
    const request = { worker: "w2", maxParallel: 8, maxPerSecond: undefined, inUse: 0, unspentTokens: 0 };
    assert.equal(takeShare(open(), request, START_MS).grant.permits, 0);
  });

  it("is not shortened by a later outage", () => {
    const later = openBreaker(open(30_000), "w2", undefined, 5_000, START_MS + 1_000);
    assert.equal(later.openUntilMs, START_MS + 30_000);
  });

  it("gives the turn to one worker when the break is over, and to another when that one is silent", () => {
    assert.equal(takeTurn(open(), "w1", START_MS + 4_999).breaker, "OPEN");
    const first = takeTurn(open(), "w1", START_MS + 5_000);
    assert.deepEqual([first.breaker, first.prober], ["HALF_OPEN", "w1"]);
    assert.equal(takeTurn(first, "w2", START_MS + 5_000 + PROBE_TURN_MS - 1).prober, "w1");
    assert.equal(takeTurn(first, "w2", START_MS + 5_000 + PROBE_TURN_MS).prober, "w2");
  });

  it("listens to nobody but the worker whose turn it is", () => {
    const halfOpen = takeTurn(open(), "w1", START_MS + 5_000);
    assert.equal(openBreaker(halfOpen, "w2", undefined, 5_000, START_MS + 5_001).breaker, "HALF_OPEN");
    assert.equal(closeBreaker(halfOpen, "w2", START_MS + 5_001).breaker, "HALF_OPEN");
    assert.equal(openBreaker(halfOpen, "w1", undefined, 5_000, START_MS + 5_001).breaker, "OPEN");
    const closed = closeBreaker(halfOpen, "w1", START_MS + 5_001);
    assert.deepEqual([closed.breaker, closed.recoveredAtMs], ["CLOSED", START_MS + 5_001]);
  });
});
