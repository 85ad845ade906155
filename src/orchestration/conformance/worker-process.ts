/**
 * A worker of the conformance suite as a process of its own, to be killed and frozen: engine and liveness, and the
 * effect flow. Argument: the database address. It says "ready" on its channel.
 */
import { ExecutorStore } from "../liveness/executor.store.js";
import { Liveness } from "../liveness/liveness.js";
import { EffectFlow } from "./effect-flow.js";
import { openTestEngine, silentLogger } from "./test-engine.js";

const EXECUTOR_TIMEOUT_MS = 1000;
const FIRST_BEAT_MS_MAX = 30_000;

const databaseUrl = process.argv[2] ?? "";
const context = await openTestEngine(databaseUrl);
const { engine, pool, unitOfWork } = context;
engine.register(new EffectFlow(pool));
const settings = { databaseUrl, executorTimeoutMs: EXECUTOR_TIMEOUT_MS, firstBeatMsMax: FIRST_BEAT_MS_MAX };
const liveness = new Liveness(settings, new ExecutorStore(unitOfWork), engine, silentLogger);
await liveness.begin();
await engine.launch();
await liveness.watch();
process.on("message", () => void stop());
process.on("disconnect", () => process.exit(0));
process.send?.({ executorId: engine.executorId });

async function stop(): Promise<void> {
  await liveness.stopWatching();
  await engine.shutdown(5000);
  await liveness.end();
  await context.close();
  process.exit(0);
}
