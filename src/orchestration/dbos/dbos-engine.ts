import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { DBOS, Error as DbosErrors } from "@dbos-inc/dbos-sdk";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import type { Pool } from "pg";
import type { Logger } from "pino";
import {
  type EngineExecutor,
  type EnginePort,
  type FlowDefinition,
  type StartOptions,
  UnknownWorkflowError,
  type WorkflowState,
  type WorkflowSummary,
} from "../engine-port.js";
import { dbosLogger } from "./dbos-logger.js";
import { type RegisteredFlow, registerFlow } from "./flow-registration.js";
import { ENGINE_SCHEMA } from "./migrate-engine.js";
import { openPreparingPool } from "./repeated-statements.js";
import { QueueDispatch } from "./queue-dispatch.js";
import { endedStatuses, stateOf, statusesOf } from "./workflow-states.js";

/**
 * Fixed on purpose: the engine's default is a hash of the code, and then a new build would not touch the open
 * workflows of the old one. Flows carry their version in their name instead.
 */
const APPLICATION_VERSION = "interlock";
const QUEUE_POLL_INTERVAL_MS = 50;
const CONNECTIONS = 8;
/** A frozen process must not hold row locks for longer than this; the engine's own setting is a minute. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5000;
const LIST_LIMIT = 100;

const CONNECT_TIMEOUT_MS = 10_000;

/** The engine's own list operation would load every open workflow to say the same. */
const SELECT_EXECUTORS_WITH_OPEN_WORKFLOWS = `
  SELECT DISTINCT executor_id FROM ${ENGINE_SCHEMA}.workflow_status WHERE status = 'PENDING' AND executor_id IS NOT NULL`;

/** The engine clears the key when its workflow has ended; its unique index on both columns answers this. */
const SELECT_KEYS_IN_USE = `
  SELECT deduplication_id AS key FROM ${ENGINE_SCHEMA}.workflow_status
  WHERE queue_name = $1 AND deduplication_id IS NOT NULL`;

/**
 * EnginePort on DBOS Transact. DBOS is one instance per process, so at most one DbosEngine is launched at a time.
 * Each flow has a queue of its own, named like the flow: a worker without that version of the flow leaves its
 * workflows to the others.
 */
export class DbosEngine implements EnginePort, EngineExecutor {
  readonly #definitions = new Map<string, FlowDefinition<unknown>>();
  #registered = new Map<string, RegisteredFlow>();
  #dispatch = new QueueDispatch([]);
  #isRunning = false;
  #enginePool: Pool | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly pool: Pool,
    private readonly logger: Logger,
    /** Unique per start of a process; a worker uses one name for its workflows and its postings. */
    readonly executorId: string = `${hostname()}:${process.pid}:${randomUUID()}`,
  ) {}

  register<Input>(definition: FlowDefinition<Input>): void {
    // The engine hands back the input that `start` was given for the flow; its type is the flow's own business.
    this.#definitions.set(definition.flow, definition);
  }

  flows(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  async launch(): Promise<void> {
    this.#isRunning = true;
    for (const definition of this.#definitions.values()) {
      this.#registered.set(
        definition.flow,
        registerFlow(definition, () => this.#isRunning, this.logger),
      );
    }
    DBOS.setConfig({
      name: "interlock",
      executorID: this.executorId,
      applicationVersion: APPLICATION_VERSION,
      systemDatabaseUrl: this.databaseUrl,
      systemDatabasePool: this.#openPool(),
      systemDatabaseSchemaName: ENGINE_SCHEMA,
      runMigrations: false,
      enableOTLP: false,
      tracingEnabled: false,
      logger: dbosLogger(this.logger, () => this.#isRunning),
      listenQueues: [...this.flows()],
    });
    await DBOS.launch();
    this.#dispatch = new QueueDispatch(this.flows());
    for (const flow of this.#registered.values()) await this.#registerQueue(flow);
  }

  #openPool(): Pool {
    const pool = openPreparingPool({
      connectionString: this.databaseUrl,
      application_name: "interlock engine",
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    });
    // A connection lost while idle is replaced; a query that loses one fails by itself.
    pool.on("error", (error) => this.logger.debug({ event: "engine.connection-lost", err: error }));
    this.#enginePool = pool;
    return pool;
  }

  /** An existing queue keeps a pause (concurrency 0) over restarts; any other difference follows the code. */
  async #registerQueue(flow: RegisteredFlow): Promise<void> {
    const queue = await DBOS.registerQueue(flow.flow, {
      workerConcurrency: flow.workflowsInFlightMax,
      minPollingIntervalMs: QUEUE_POLL_INTERVAL_MS,
      onConflict: "never_update",
    });
    if (queue.workerConcurrency !== 0 && queue.workerConcurrency !== flow.workflowsInFlightMax) {
      await queue.setWorkerConcurrency(flow.workflowsInFlightMax);
    }
  }

  async shutdown(timeoutMs: number): Promise<void> {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.fence();
    const idle = Promise.all([...this.#registered.values()].map((flow) => flow.gate.whenIdle()));
    const timer = new AbortController();
    await Promise.race([idle, delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    await this.#dispatch.ended();
    // What still waits here would stay PENDING under our name until a peer noticed; hand it over instead.
    await this.takeOver(this.executorId);
    await DBOS.shutdown({ deregister: true });
    await this.#enginePool?.end();
    this.#enginePool = undefined;
    this.#registered.clear();
  }

  async start(flow: string, workflowId: string, input: unknown, options: StartOptions = {}): Promise<void> {
    const registered = this.#registered.get(flow);
    if (registered === undefined) throw new Error(`flow ${flow} is not registered in this worker`);
    const key = options.deduplicationKey;
    await DBOS.startWorkflow(registered.run, {
      workflowID: workflowId,
      queueName: flow,
      ...(key === undefined ? {} : { enqueueOptions: { deduplicationID: key }, duplicationPolicy: "return-existing" }),
    })(input);
  }

  async keysInUse(flow: string): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ key: string }>(SELECT_KEYS_IN_USE, [flow]);
    return new Set(rows.map(({ key }) => key));
  }

  async signal(workflowId: string, topic: string, message: unknown, key: string): Promise<void> {
    try {
      await DBOS.send(workflowId, message, topic, key);
    } catch (error) {
      if (error instanceof DbosErrors.DBOSNonExistentWorkflowError) throw new UnknownWorkflowError(workflowId);
      throw error;
    }
  }

  async cancel(workflowId: string): Promise<void> {
    await DBOS.cancelWorkflow(workflowId);
  }

  async rewind(workflowId: string, step: number): Promise<void> {
    const workflow = await DBOS.getWorkflowStatus(workflowId);
    if (workflow === null) throw new UnknownWorkflowError(workflowId);
    await DBOS.rewindWorkflow(workflowId, { startStep: step, queueName: workflow.workflowName });
  }

  async list(filter: { flow?: string; state?: WorkflowState; limit?: number }): Promise<WorkflowSummary[]> {
    const workflows = await DBOS.listWorkflows({
      ...(filter.flow === undefined ? {} : { workflowName: filter.flow }),
      ...(filter.state === undefined ? {} : { status: statusesOf(filter.state) }),
      limit: filter.limit ?? LIST_LIMIT,
      sortDesc: true,
      loadInput: false,
      loadOutput: false,
    });
    return workflows.map((workflow) => ({
      workflowId: workflow.workflowID,
      flow: workflow.workflowName,
      state: stateOf(workflow.status),
      createdAt: new Date(workflow.createdAt),
    }));
  }

  async steps(workflowId: string): Promise<{ name: string; finished: boolean }[]> {
    const steps = (await DBOS.listWorkflowSteps(workflowId)) ?? [];
    return steps.map((step) => ({ name: step.name, finished: step.completedAtEpochMs !== undefined }));
  }

  async pause(flow: string): Promise<void> {
    await this.#setConcurrency(flow, 0);
  }

  async resume(flow: string): Promise<void> {
    const definition = this.#definitions.get(flow);
    if (definition === undefined) throw new Error(`flow ${flow} is not registered in this worker`);
    await this.#setConcurrency(flow, definition.workflowsInFlightMax);
  }

  async #setConcurrency(flow: string, workflows: number): Promise<void> {
    const queue = await DBOS.retrieveQueue(flow);
    if (queue === null) throw new Error(`flow ${flow} has no queue`);
    await queue.setWorkerConcurrency(workflows);
  }

  async forget(flow: string, endedBefore: Date, limit: number): Promise<number> {
    const ended = await DBOS.listWorkflows({
      workflowName: flow,
      status: endedStatuses,
      completedBefore: endedBefore.toISOString(),
      limit,
      loadInput: false,
      loadOutput: false,
    });
    if (ended.length > 0) await DBOS.deleteWorkflows(ended.map((workflow) => workflow.workflowID));
    return ended.length;
  }

  async takeOver(executorId: string): Promise<number> {
    const recovered = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([executorId]);
    return recovered?.length ?? 0;
  }

  async executorsWithOpenWorkflows(): Promise<string[]> {
    const { rows } = await this.pool.query<{ executor_id: string }>(SELECT_EXECUTORS_WITH_OPEN_WORKFLOWS);
    return rows.map((row) => row.executor_id);
  }

  fence(): void {
    this.#dispatch.stop();
    for (const flow of this.#registered.values()) flow.gate.close();
  }

  unfence(): void {
    if (!this.#isRunning) return;
    for (const flow of this.#registered.values()) flow.gate.open();
    this.#dispatch.restart((error) => this.logger.error({ event: "engine.dispatch-stopped", err: error }));
  }
}
