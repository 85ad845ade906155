import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clock } from "../../kernel/clock.js";
import { Budget, type TrafficRefusal } from "./budget.js";
import type { Grant, SlotCount, TokenSource } from "./token-source.js";
import { type TrafficLimit, dayLimit, minuteLimit } from "./traffic-limit.js";

/** Grants what it is told to and remembers what was asked. */
class ScriptedSource implements TokenSource {
  readonly asked: { readonly wanted: number; readonly unused: SlotCount | undefined }[] = [];
  next: Partial<Grant> | Error = {};

  grant(_budget: string, _limit: TrafficLimit, wanted: number, unused: SlotCount | undefined): Promise<Grant> {
    this.asked.push({ wanted, unused });
    if (this.next instanceof Error) return Promise.reject(this.next);
    const grant = { slot: 1, count: wanted, remaining: 50, slotEndsInMs: 3_000, resetInMs: 40_000 };
    return Promise.resolve({ ...grant, ...this.next });
  }
}

function budgetOf(limit: TrafficLimit): { budget: Budget; source: ScriptedSource; advance: (ms: number) => void } {
  let nowMs = 0;
  const clock: Clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
  const source = new ScriptedSource();
  return { budget: new Budget("client/erp", limit, source, clock), source, advance: (ms) => void (nowMs += ms) };
}

const retryOf = (refusal: TrafficRefusal | undefined): number | undefined => refusal?.retryAfterSeconds;

describe("a budget", () => {
  it("asks once for all requests that wait, and for more when half of what it holds is spent", async () => {
    const { budget, source } = budgetOf(minuteLimit("client-minute", 1000));
    source.next = { count: 10 };
    const takes = Array.from({ length: 4 }, async () => await budget.take());
    assert.deepEqual(await Promise.all(takes), [undefined, undefined, undefined, undefined]);
    assert.equal(source.asked.length, 1);
    assert.equal(budget.take(), undefined, "held, so at once");
    assert.equal(source.asked.length, 2);
  });

  it("spends no token after the end of its slot and gives it back with the next question", async () => {
    const { budget, source, advance } = budgetOf(minuteLimit("client-minute", 1000));
    source.next = { count: 3 };
    assert.equal(await budget.take(), undefined);
    advance(3_000);
    source.next = { slot: 2, count: 1 };
    assert.equal(await budget.take(), undefined);
    const returned = source.asked.map(({ unused }) => unused).filter((unused) => unused !== undefined);
    assert.deepEqual(returned, [{ slot: 1, count: 2 }]);
  });

  it("reckons the end of a slot from before it asked, so that a slow answer never makes it late", async () => {
    let nowMs = 0;
    let answer: (grant: Grant) => void = () => undefined;
    const source: TokenSource = { grant: () => new Promise((resolve) => (answer = resolve)) };
    const clock: Clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
    const budget = new Budget("client/erp", minuteLimit("client-minute", 10), source, clock);
    const taken = budget.take();
    nowMs = 2_999;
    answer({ slot: 1, count: 1, remaining: 9, slotEndsInMs: 3_000, resetInMs: 3_000 });
    assert.equal(await taken, undefined);
    const late = budget.take();
    nowMs = 6_000;
    answer({ slot: 2, count: 1, remaining: 8, slotEndsInMs: 3_000, resetInMs: 3_000 });
    const timeout = Symbol("still waiting");
    assert.equal(await Promise.race([late, new Promise((resolve) => setImmediate(resolve, timeout))]), timeout);
  });

  it("refuses without asking again for a second, and says when to come back", async () => {
    const { budget, source, advance } = budgetOf(minuteLimit("client-minute", 10));
    source.next = { count: 0, remaining: 0 };
    assert.equal(retryOf(await budget.take()), 40);
    advance(999);
    assert.equal(retryOf(await budget.take()), 40);
    assert.equal(source.asked.length, 1);
    advance(1);
    source.next = { count: 1 };
    assert.equal(await budget.take(), undefined);
  });

  it("admits as many of those who wait as were granted and refuses the rest", async () => {
    const { budget, source } = budgetOf(dayLimit("client-day", 10));
    const waiting = Array.from({ length: 3 }, async () => await budget.take());
    source.next = { count: 1, remaining: 0 };
    const refused = (await Promise.all(waiting)).filter((answer) => answer !== undefined);
    // The first grant was asked for one and admits it; the second was asked for the other two and had one.
    assert.equal(refused.length, 1);
  });

  it("fails the requests that wait when the source fails, and asks anew for the next", async () => {
    const { budget, source } = budgetOf(minuteLimit("client-minute", 10));
    source.next = new Error("no database");
    await assert.rejects(async () => await budget.take(), /no database/);
    source.next = {};
    assert.equal(await budget.take(), undefined);
  });

  it("never gives the same tokens back twice, also when giving back fails", async () => {
    const { budget, source, advance } = budgetOf(minuteLimit("client-minute", 10));
    source.next = { count: 3 };
    await budget.take();
    advance(5_000);
    source.next = new Error("no answer");
    await assert.rejects(budget.release(), /no answer/);
    source.next = { count: 0 };
    await budget.release();
    assert.equal(source.asked.filter(({ unused }) => unused !== undefined).length, 1);
  });

  it("gives a lease of a day back after seconds, so that other processes can use it", async () => {
    const { budget, source, advance } = budgetOf(dayLimit("client-day", 1000));
    source.next = { count: 4, slotEndsInMs: 80_000_000 };
    await budget.take();
    advance(5_000);
    await budget.release();
    assert.deepEqual(source.asked.at(-1), { wanted: 0, unused: { slot: 1, count: 3 } });
  });
});
