import assert from "node:assert/strict";
import { test } from "node:test";
import { Pool } from "pg";
import { DataSource } from "typeorm";
import { EnvironmentError } from "../../config/environment-error.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { silentLogger } from "../conformance/test-engine.js";
import type { EngineExecutor } from "../engine-port.js";
import { ExecutorStore } from "./executor.store.js";
import { Liveness } from "./liveness.js";

/** Nobody listens on the discard port. */
const UNREACHABLE = "postgres://interlock@127.0.0.1:9/interlock";

/** An engine without work. */
const engine: EngineExecutor = {
  executorId: "test",
  takeOver: async () => 0,
  executorsWithOpenWorkflows: async () => [],
  fence: () => undefined,
  unfence: () => undefined,
};

test("a worker that cannot beat does not start, and says why", async () => {
  const dataSource = new DataSource({ type: "postgres", url: UNREACHABLE });
  const store = new ExecutorStore(new UnitOfWork(dataSource, new Pool({ connectionString: UNREACHABLE })));
  const settings = { databaseUrl: UNREACHABLE, executorTimeoutMs: 500, firstBeatMsMax: 3000 };
  await assert.rejects(new Liveness(settings, store, engine, silentLogger).begin(), (error) => {
    assert.ok(error instanceof EnvironmentError);
    assert.match(error.message, /did not begin within 3 s \(.*ECONNREFUSED.*\)/);
    return true;
  });
});
