import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { systemClock } from "../../kernel/clock.js";
import { UnknownWorkflowError, type WorkflowState } from "../engine-port.js";
import { CREATE_EFFECT_TABLE, EffectFlow, type EffectInput, effectsOf } from "./effect-flow.js";
import { eventually } from "./eventually.js";
import { type TestEngine, openTestEngine } from "./test-engine.js";

let database: TestDatabase;
let context: TestEngine;

before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
  await context.pool.query(CREATE_EFFECT_TABLE);
  context.engine.register(new EffectFlow(context.pool));
  await context.engine.launch();
});

after(async () => {
  await context.close();
  await database.drop();
});

async function start(workflowId: string, input: EffectInput): Promise<void> {
  await context.engine.start("effect@1", workflowId, input);
}

async function stateOf(workflowId: string): Promise<WorkflowState | undefined> {
  const workflows = await context.engine.list({ flow: "effect@1", limit: 1000 });
  return workflows.find((workflow) => workflow.workflowId === workflowId)?.state;
}

const reaches = (workflowId: string, state: WorkflowState): Promise<WorkflowState | undefined> =>
  eventually(
    () => stateOf(workflowId),
    (answer) => answer === state,
  );

const stepsOf = async (workflowId: string): Promise<string[]> =>
  (await effectsOf(context.pool, workflowId)).map((effect) => effect.step);

test("a workflow that is started twice under one id runs once", async () => {
  await start("twice", { steps: 2, stepMs: 1 });
  await start("twice", { steps: 2, stepMs: 1 });
  await reaches("twice", "SUCCEEDED");
  await start("twice", { steps: 2, stepMs: 1 });
  assert.deepEqual(await stepsOf("twice"), ["effect-0", "effect-1"]);
});

test("a flow that is not registered is refused", async () => {
  await assert.rejects(context.engine.start("absent@1", "absent", {}), /not registered/);
});

test("a second workflow with the same deduplication key waits until the first has ended", async () => {
  await context.engine.start("effect@1", "key-1", { steps: 1, stepMs: 300 }, { deduplicationKey: "ERP1/7" });
  assert.deepEqual(await context.engine.keysInUse("effect@1"), new Set(["ERP1/7"]));
  await context.engine.start("effect@1", "key-2", { steps: 1, stepMs: 1 }, { deduplicationKey: "ERP1/7" });
  await reaches("key-1", "SUCCEEDED");
  assert.equal(await stateOf("key-2"), undefined);
  assert.deepEqual(await context.engine.keysInUse("effect@1"), new Set());
  await context.engine.start("effect@1", "key-3", { steps: 1, stepMs: 1 }, { deduplicationKey: "ERP1/7" });
  await reaches("key-3", "SUCCEEDED");
});

test("a signal that comes before the wait is kept for it", async () => {
  await start("early", { steps: 1, stepMs: 200, signalTopic: "acknowledgement", signalTimeoutMs: 60_000 });
  await context.engine.signal("early", "acknowledgement", { text: "ACK" }, "command:1");
  await reaches("early", "SUCCEEDED");
  assert.deepEqual(await stepsOf("early"), ["effect-0", "signal:ACK"]);
});

test("a signal that is sent twice under one key is one message", async () => {
  await start("twofold", { steps: 0, stepMs: 0, signalTopic: "acknowledgement", signalTimeoutMs: 60_000 });
  await context.engine.signal("twofold", "acknowledgement", { text: "first" }, "command:2");
  await context.engine.signal("twofold", "acknowledgement", { text: "first" }, "command:2");
  await reaches("twofold", "SUCCEEDED");
  const { rows } = await context.pool.query(
    "SELECT count(*)::int AS count FROM dbos.notifications WHERE destination_uuid = 'twofold'",
  );
  assert.deepEqual(rows, [{ count: 1 }]);
});

test("a wait without a signal ends with nothing", async () => {
  await start("silent", { steps: 0, stepMs: 0, signalTopic: "acknowledgement", signalTimeoutMs: 50 });
  await reaches("silent", "SUCCEEDED");
  assert.deepEqual(await stepsOf("silent"), ["signal:none"]);
});

test("a signal to a workflow that does not exist is refused", async () => {
  await assert.rejects(context.engine.signal("nobody", "acknowledgement", {}, "command:3"), UnknownWorkflowError);
});

test("a sleeping workflow wakes up", async () => {
  await start("sleeper", { steps: 1, stepMs: 0, sleepMs: 100 });
  await reaches("sleeper", "SUCCEEDED");
  assert.deepEqual(
    (await context.engine.steps("sleeper")).map((step) => step.name),
    ["effect-0", "DBOS.recv", "DBOS.sleep"],
  );
});

test("a cancelled workflow begins no further step", async () => {
  await start("cancelled", { steps: 50, stepMs: 50 });
  await eventually(
    () => stepsOf("cancelled"),
    (steps) => steps.length > 0,
  );
  await context.engine.cancel("cancelled");
  await reaches("cancelled", "CANCELLED");
  assert.ok((await stepsOf("cancelled")).length < 50);
});

test("a failed workflow that is rewound keeps the results before the step and repeats the rest", async () => {
  await start("poisoned", { steps: 3, stepMs: 1, poisonStep: 1 });
  await reaches("poisoned", "FAILED");
  await context.pool.query("CREATE TABLE public.antidote ()");
  await context.engine.rewind("poisoned", 1);
  await reaches("poisoned", "SUCCEEDED");
  assert.deepEqual(await stepsOf("poisoned"), ["effect-0", "effect-1", "effect-1", "effect-2"]);
});

test("a paused flow keeps what is started and runs it when it is resumed", async () => {
  await context.engine.pause("effect@1");
  // Workers read the settings of their queues once a second; the pause holds when a probe outlives that.
  let count = 0;
  await eventually(
    async () => {
      const id = `probe-${count++}`;
      await start(id, { steps: 1, stepMs: 0 });
      await delay(1500);
      return stateOf(id);
    },
    (state) => state === "PENDING",
  );
  await start("held-back", { steps: 1, stepMs: 0 });
  await delay(300);
  assert.deepEqual(await stepsOf("held-back"), []);
  await context.engine.resume("effect@1");
  await reaches("held-back", "SUCCEEDED");
});

test("more steps than the flow allows wait for each other", async () => {
  const ids = Array.from({ length: 25 }, (_, n) => `crowd-${n}`);
  await Promise.all(ids.map((id) => start(id, { steps: 1, stepMs: 5 })));
  for (const id of ids) await reaches(id, "SUCCEEDED");
});

test("a fenced engine begins nothing until it is unfenced", async () => {
  context.engine.fence();
  await start("fenced", { steps: 1, stepMs: 0 });
  await delay(300);
  assert.deepEqual(await stepsOf("fenced"), []);
  context.engine.unfence();
  await reaches("fenced", "SUCCEEDED");
});

test("ended workflows are forgotten, open ones are not", async () => {
  await start("open", { steps: 0, stepMs: 0, signalTopic: "acknowledgement", signalTimeoutMs: 60_000 });
  await reaches("open", "PENDING");
  const inOneHour = new Date(systemClock.now().getTime() + 3_600_000);
  assert.ok((await context.engine.forget("effect@1", inOneHour, 1000)) > 0);
  assert.deepEqual(
    (await context.engine.list({ flow: "effect@1" })).map((workflow) => workflow.workflowId),
    ["open"],
  );
});

test("a shutdown with a waiting workflow ends at once and leaves it to the next start", async () => {
  await context.engine.shutdown(10_000);
  await context.engine.launch();
  await context.engine.signal("open", "acknowledgement", { text: "late" }, "command:4");
  await reaches("open", "SUCCEEDED");
  assert.deepEqual(await stepsOf("open"), ["signal:late"]);
});
