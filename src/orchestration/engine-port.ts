/** What a flow may do; everything else in it must be deterministic. */
export interface FlowContext {
  readonly workflowId: string;
  /**
   * Runs work at least once and remembers its result; the result must be JSON. Short retries are the work's own.
   * @param turn steps of one turn follow each other inside a process, such as those that lock one order
   */
  step<T>(name: string, work: () => Promise<T>, turn?: string): Promise<T>;
  /** Durable: survives a restart and counts wall time. */
  sleep(ms: number): Promise<void>;
  /** The next message of a topic, or undefined after the timeout. */
  waitSignal<T>(topic: string, timeoutMs: number): Promise<T | undefined>;
}

/** A durable workflow. Old versions stay registered until none of theirs is open. */
export interface FlowDefinition<Input> {
  /** `name@version`, such as `order-release@1`. */
  readonly flow: string;
  /** Workflows one worker holds at once, those that sleep or wait for a signal included; they cost memory only. */
  readonly workflowsInFlightMax: number;
  /** Steps one worker runs at once; they cost connections. */
  readonly stepsInFlightMax: number;
  run(context: FlowContext, input: Input): Promise<void>;
  /**
   * Ends the business work of a workflow that has failed for good: nobody else will. Runs at least once, with the
   * short retries of a step; a flow without it has a ledger of its own that finds the work again.
   */
  onFailed?(input: Input): Promise<void>;
}

export type WorkflowState = "PENDING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

export interface WorkflowSummary {
  readonly workflowId: string;
  readonly flow: string;
  readonly state: WorkflowState;
  readonly createdAt: Date;
}

export interface StartOptions {
  /** While a workflow with this key is open in the flow, another one is not started. */
  readonly deduplicationKey?: string;
}

/**
 * The only door to the workflow engine; nothing but its adapter knows which engine it is.
 * Business code does not call start and signal directly: it writes engine commands in its transaction
 * (platform/engine) and the command relay calls these.
 */
export interface EnginePort {
  register<Input>(definition: FlowDefinition<Input>): void;
  /** Names of the registered flows. */
  flows(): readonly string[];
  launch(): Promise<void>;
  /** Stops taking work, waits at most so long for running steps and hands open workflows to the other workers. */
  shutdown(timeoutMs: number): Promise<void>;
  /** Idempotent by workflow id. @throws Error when the flow is not registered */
  start(flow: string, workflowId: string, input: unknown, options?: StartOptions): Promise<void>;
  /** Deduplication keys of the flow's open workflows: a start with one of them would be refused. */
  keysInUse(flow: string): Promise<ReadonlySet<string>>;
  /** Idempotent by key; kept for a workflow that is not waiting yet. @throws UnknownWorkflowError */
  signal(workflowId: string, topic: string, message: unknown, key: string): Promise<void>;
  cancel(workflowId: string): Promise<void>;
  /** Runs a failed, cancelled or finished workflow again from a step (0 is the first). */
  rewind(workflowId: string, step: number): Promise<void>;
  list(filter: { flow?: string; state?: WorkflowState; limit?: number }): Promise<WorkflowSummary[]>;
  steps(workflowId: string): Promise<{ name: string; finished: boolean }[]>;
  /** Stops the flow in all workers: its workflows are accepted and kept, none is begun. */
  pause(flow: string): Promise<void>;
  resume(flow: string): Promise<void>;
  /** Forgets workflows of the flow that ended before the instant, at most `limit`. Returns how many. */
  forget(flow: string, endedBefore: Date, limit: number): Promise<number>;
}

/** A signal was sent to a workflow that the engine does not know (not started, or forgotten). */
export class UnknownWorkflowError extends Error {
  override readonly name = "UnknownWorkflowError";

  constructor(readonly workflowId: string) {
    super(`no workflow ${workflowId}`);
  }
}

/** The engine as one executor among peers; liveness keeps the peers' work going. */
export interface EngineExecutor {
  /** Unique per process start: two starts under one id would strand each other's work. */
  readonly executorId: string;
  /** Puts the open workflows of an executor back into their queues. Idempotent, any peer may call it. */
  takeOver(executorId: string): Promise<number>;
  /** Executors that hold open workflows. */
  executorsWithOpenWorkflows(): Promise<string[]>;
  /** Begins no workflow and no step until `unfence`; running steps go on. */
  fence(): void;
  unfence(): void;
}
