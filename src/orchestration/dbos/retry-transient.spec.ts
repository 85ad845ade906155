import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { retryTransient } from "./retry-transient.js";

const timeout = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });

test("a step that ran into the statement timeout is repeated", async () => {
  let tries = 0;
  const work = async (): Promise<string> => {
    if (++tries === 1) throw timeout;
    return "done";
  };
  assert.equal(await retryTransient(work, () => true), "done");
});

test("a loss while the worker stops is no result, another error is", async () => {
  const lost = retryTransient(
    () => Promise.reject(timeout),
    () => false,
  ).then(
    () => "result",
    () => "error",
  );
  assert.equal(await Promise.race([lost, delay(50, "open")]), "open");
  await assert.rejects(
    retryTransient(
      () => Promise.reject(new Error("a defect")),
      () => false,
    ),
    /a defect/,
  );
});
