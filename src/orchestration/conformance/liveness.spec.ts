import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { CREATE_EFFECT_TABLE, EffectFlow, effectsOf } from "./effect-flow.js";
import { eventually } from "./eventually.js";
import { type TestEngine, openTestEngine } from "./test-engine.js";

interface WorkerProcess {
  readonly child: ChildProcess;
  readonly executorId: string;
}

let database: TestDatabase;
let context: TestEngine;
let workers: WorkerProcess[] = [];

/** The engine of this process only hands work in; the workers run it. */
before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
  await context.pool.query(CREATE_EFFECT_TABLE);
  context.engine.register(new EffectFlow(context.pool));
  await context.engine.launch();
  context.engine.fence();
});

after(async () => {
  await context.close();
  await database.drop();
});

beforeEach(() => {
  workers = [];
});

afterEach(async () => {
  await Promise.all(workers.map(({ child }) => kill(child, "SIGKILL")));
});

async function startWorker(): Promise<WorkerProcess> {
  const child = fork(new URL("./worker-process.js", import.meta.url), [database.url]);
  const [message] = (await once(child, "message")) as [{ executorId: string }];
  const worker = { child, executorId: message.executorId };
  workers.push(worker);
  return worker;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

async function startWorkflows(prefix: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
  await Promise.all(ids.map((id) => context.engine.start("effect@1", id, { steps: 4, stepMs: 100 })));
  return ids;
}

const SELECT_OPEN =
  "SELECT count(*)::int AS count FROM dbos.workflow_status WHERE workflow_uuid LIKE $1 AND status <> 'SUCCESS'";

async function openCount(prefix: string): Promise<number> {
  const { rows } = await context.pool.query<{ count: number }>(SELECT_OPEN, [`${prefix}-%`]);
  return rows[0]?.count ?? -1;
}

const allEnd = (prefix: string): Promise<number> =>
  eventually(
    () => openCount(prefix),
    (count) => count === 0,
  );

async function executors(): Promise<string[]> {
  return (await context.pool.query<{ id: string }>("SELECT id FROM il.executor")).rows.map((row) => row.id);
}

const hasBegun = (worker: WorkerProcess, ids: readonly string[]): Promise<unknown> =>
  eventually(
    async () => (await Promise.all(ids.map((id) => effectsOf(context.pool, id)))).flat(),
    (effects) => effects.some((effect) => effect.pid === worker.child.pid),
  );

test("a peer finishes the workflows of a worker that was killed and forgets the worker", async () => {
  const victim = await startWorker();
  const ids = await startWorkflows("killed", 12);
  await hasBegun(victim, ids);
  const peer = await startWorker();
  await kill(victim.child, "SIGKILL");
  await allEnd("killed");
  for (const id of ids) {
    const steps = new Set((await effectsOf(context.pool, id)).map((effect) => effect.step));
    assert.deepEqual([...steps], ["effect-0", "effect-1", "effect-2", "effect-3"]);
  }
  await eventually(executors, (known) => !known.includes(victim.executorId));
  assert.ok((await executors()).includes(peer.executorId));
});

test("a frozen worker that comes back does not change what its peer finished", async () => {
  const frozen = await startWorker();
  const ids = await startWorkflows("frozen", 12);
  await hasBegun(frozen, ids);
  await startWorker();
  frozen.child.kill("SIGSTOP");
  await allEnd("frozen");
  frozen.child.kill("SIGCONT");
  await eventually(executors, (known) => known.includes(frozen.executorId));
  assert.equal(await openCount("frozen"), 0);
  const more = await startWorkflows("after-thaw", 12);
  await allEnd("after-thaw");
  assert.equal(more.length, 12);
});

test("a worker that starts takes over the workflows of an executor nobody knows", async () => {
  const lost = await startWorker();
  const ids = await startWorkflows("orphan", 6);
  await hasBegun(lost, ids);
  await kill(lost.child, "SIGKILL");
  await context.pool.query("DELETE FROM il.executor");
  await startWorker();
  await allEnd("orphan");
});

test("a worker that stops gracefully hands its workflows over and removes its row", async () => {
  const leaving = await startWorker();
  const ids = await startWorkflows("leaving", 12);
  await hasBegun(leaving, ids);
  leaving.child.send("stop");
  await once(leaving.child, "exit");
  assert.ok(!(await executors()).includes(leaving.executorId));
  await startWorker();
  await allEnd("leaving");
  for (const id of ids) {
    const steps = (await effectsOf(context.pool, id)).map((effect) => effect.step);
    assert.deepEqual(steps, ["effect-0", "effect-1", "effect-2", "effect-3"], "no step is repeated");
  }
});
