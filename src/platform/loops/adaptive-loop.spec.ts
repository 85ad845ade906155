import assert from "node:assert/strict";
import { test } from "node:test";
import { pino } from "pino";
import { AdaptiveLoop } from "./adaptive-loop.js";

const silentLogger = pino({ level: "silent" });

const SLOW = { name: "test", busyMs: 60_000, idleMs: 60_000 };

/** A loop whose rounds the test can wait for. */
function loopOf(answers: (() => boolean)[]): { loop: AdaptiveLoop; rounds: (count: number) => Promise<void> } {
  let done = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  const round = (): Promise<boolean> => {
    const answer = answers.shift();
    done++;
    for (const { count, resolve } of waiting) if (done >= count) resolve();
    return Promise.resolve().then(() => answer?.() ?? false);
  };
  const rounds = (count: number): Promise<void> =>
    done >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve }));
  return { loop: new AdaptiveLoop(SLOW, round, silentLogger), rounds };
}

test("a nudge ends the pause", async () => {
  const { loop, rounds } = loopOf([]);
  loop.start();
  await rounds(1);
  loop.nudge();
  await rounds(2);
  await loop.stop();
});

test("a nudge during a round is not lost", async () => {
  let nudge = (): void => undefined;
  const { loop, rounds } = loopOf([
    () => {
      nudge();
      return false;
    },
  ]);
  nudge = () => loop.nudge();
  loop.start();
  await rounds(2);
  await loop.stop();
});

test("a failed round does not end the loop", async () => {
  const { loop, rounds } = loopOf([
    () => {
      throw new Error("lost");
    },
  ]);
  loop.start();
  await rounds(1);
  loop.nudge();
  await rounds(2);
  await loop.stop();
});

test("a loop that is stopped makes no further round", async () => {
  const { loop, rounds } = loopOf([]);
  loop.start();
  await rounds(1);
  await loop.stop();
  loop.nudge();
  const isNextRound = await Promise.race([rounds(2).then(() => true), Promise.resolve(false)]);
  assert.equal(isNextRound, false);
});
