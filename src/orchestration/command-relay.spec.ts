import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../test/support/test-database.js";
import { type Clock, systemClock } from "../kernel/clock.js";
import { appendEngineCommands, signalCommand, startCommand } from "../platform/engine/engine-commands.js";
import { CommandRelay } from "./command-relay.js";
import { CREATE_EFFECT_TABLE, EffectFlow, effectsOf } from "./conformance/effect-flow.js";
import { eventually } from "./conformance/eventually.js";
import { type TestEngine, openTestEngine, silentLogger } from "./conformance/test-engine.js";
import { EngineCommandStore } from "./engine-command.store.js";

/** Each look at it is three seconds later. */
function hastyClock(): Clock {
  let nowMs = 0;
  return { now: () => systemClock.now(), monotonicMs: () => (nowMs += 3_000) };
}

const makeRelay = (clock: Clock): CommandRelay =>
  new CommandRelay(context.unitOfWork, new EngineCommandStore(), context.engine, clock, silentLogger);

let database: TestDatabase;
let context: TestEngine;
let relay: CommandRelay;

before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
  await context.pool.query(CREATE_EFFECT_TABLE);
  context.engine.register(new EffectFlow(context.pool));
  await context.engine.launch();
  relay = makeRelay(systemClock);
});

after(async () => {
  await context.close();
  await database.drop();
});

beforeEach(async () => {
  await context.pool.query("DELETE FROM il.engine_command");
});

const write = (...commands: Parameters<typeof appendEngineCommands>[1]): Promise<void> =>
  context.unitOfWork.run((tx) => appendEngineCommands(tx, commands));

async function openCommands(): Promise<string[]> {
  const { rows } = await context.pool.query(
    "SELECT workflow_id FROM il.engine_command WHERE done_at IS NULL ORDER BY id",
  );
  return rows.map((row: { workflow_id: string }) => row.workflow_id);
}

const stepsOf = async (workflowId: string): Promise<string[]> =>
  (await effectsOf(context.pool, workflowId)).map((effect) => effect.step);

const waiting = { steps: 0, stepMs: 0, signalTopic: "acknowledgement", signalTimeoutMs: 60_000 };

test("a signal that was written with its start reaches the workflow", async () => {
  await write(startCommand("effect@1", "pair", waiting), signalCommand("pair", "acknowledgement", { text: "ACK" }));
  assert.equal(await relay.relay(), true);
  assert.deepEqual(await openCommands(), []);
  await eventually(
    () => stepsOf("pair"),
    (steps) => steps.includes("signal:ACK"),
  );
});

test("commands that were carried out but not marked are carried out again without effect", async () => {
  await write(startCommand("effect@1", "again", { steps: 1, stepMs: 0 }));
  await relay.relay();
  await eventually(
    () => stepsOf("again"),
    (steps) => steps.length > 0,
  );
  await context.pool.query("UPDATE il.engine_command SET done_at = NULL");
  await relay.relay();
  assert.deepEqual(await openCommands(), []);
  assert.deepEqual(await stepsOf("again"), ["effect-0"]);
});

test("a start of a flow that this worker does not have is left to others, and its signals wait for it", async () => {
  await write(startCommand("effect@2", "newer", {}), signalCommand("newer", "acknowledgement", {}));
  assert.equal(await relay.relay(), false);
  assert.deepEqual(await openCommands(), ["newer", "newer"]);
});

test("a signal to a workflow that nobody will start is dropped", async () => {
  await write(signalCommand("never", "acknowledgement", {}));
  assert.equal(await relay.relay(), true);
  assert.deepEqual(await openCommands(), []);
});

test("a relay stands back while another one works", async () => {
  await write(startCommand("effect@1", "locked", { steps: 0, stepMs: 0 }));
  await context.unitOfWork.run(async (tx) => {
    assert.equal(await new EngineCommandStore().tryLock(tx), true);
    assert.equal(await relay.relay(), false);
  });
  assert.equal(await relay.relay(), true);
});

test("a batch that takes too long marks what it has done and leaves the rest to the next round", async () => {
  const names = Array.from({ length: 10 }, (_, index) => `slow-${index}`);
  await write(...names.map((name) => startCommand("effect@1", name, { steps: 0, stepMs: 0 })));
  const hasty = makeRelay(hastyClock());
  assert.equal(await hasty.relay(), true);
  assert.deepEqual(await openCommands(), names.slice(6));
  assert.equal(await hasty.relay(), true);
  assert.deepEqual(await openCommands(), []);
});

test("commands are read oldest first, also where their numbers grow by a digit", async () => {
  const store = new EngineCommandStore();
  await context.pool.query("SELECT setval('il.engine_command_id_seq', 998)");
  await write(
    startCommand("effect@1", "border", { steps: 0, stepMs: 0 }),
    signalCommand("border", "acknowledgement", {}),
  );
  const commands = await context.unitOfWork.run((tx) => store.selectOpen(tx, ["effect@1"], 10));
  assert.deepEqual(
    commands.map(({ id, kind }) => `${id} ${kind}`),
    ["999 START", "1000 SIGNAL"],
  );
});

test("commands that are done are deleted only when they are old", async () => {
  const store = new EngineCommandStore();
  await write(
    startCommand("effect@1", "old", { steps: 0, stepMs: 0 }),
    startCommand("effect@1", "fresh", { steps: 0, stepMs: 0 }),
  );
  await relay.relay();
  await context.pool.query(
    "UPDATE il.engine_command SET done_at = now() - interval '2 days' WHERE workflow_id = 'old'",
  );
  assert.equal(await context.unitOfWork.run((tx) => store.deleteDone(tx, 86_400, 100)), 1);
  const { rows } = await context.pool.query("SELECT workflow_id FROM il.engine_command");
  assert.deepEqual(rows, [{ workflow_id: "fresh" }]);
});
