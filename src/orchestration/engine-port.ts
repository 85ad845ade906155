/** What a flow may do; everything else in it must be deterministic. */
export interface FlowContext {
  readonly workflowId: string;
  /** Runs work at least once and remembers its result; the result must be JSON. Short retries are the work's own. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Durable: survives a restart and counts wall time. */
  sleep(ms: number): Promise<void>;
  /** The next message of a topic, or undefined after the timeout. */
  waitSignal<T>(topic: string, timeoutMs: number): Promise<T | undefined>;
}

/** A durable workflow. Old versions stay registered until none of theirs is open. */
export interface FlowDefinition<Input> {
  /** `name@version`, such as `order-release@1`. */
  readonly flow: string;
  run(context: FlowContext, input: Input): Promise<void>;
}

export type WorkflowState = "PENDING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

export interface WorkflowSummary {
  readonly workflowId: string;
  readonly flow: string;
  readonly state: WorkflowState;
  readonly createdAt: Date;
}

/**
 * The only door to the workflow engine; nothing but its adapter knows which engine it is.
 * Business code does not call start and signal directly: it writes engine commands in its transaction
 * (platform/engine) and the command relay calls these.
 */
export interface EnginePort {
  register<Input>(definition: FlowDefinition<Input>): void;
  launch(): Promise<void>;
  /** Stops taking work and waits for running steps, at most so long. */
  shutdown(timeoutMs: number): Promise<void>;
  /** Idempotent by workflow id. */
  start(flow: string, workflowId: string, input: unknown): Promise<void>;
  /** Idempotent by key. */
  signal(workflowId: string, topic: string, message: unknown, key: string): Promise<void>;
  cancel(workflowId: string): Promise<void>;
  /** Runs a failed or finished workflow again from a step (0 is the first). */
  rewind(workflowId: string, step: number): Promise<void>;
  list(filter: { flow?: string; state?: WorkflowState; limit?: number }): Promise<WorkflowSummary[]>;
  steps(workflowId: string): Promise<{ name: string; finished: boolean }[]>;
  pause(flow: string): Promise<void>;
  resume(flow: string): Promise<void>;
}
