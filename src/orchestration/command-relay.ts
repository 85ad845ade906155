import type { Logger } from "pino";
import type { Clock } from "../kernel/clock.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { EngineCommand, EngineCommandStore } from "./engine-command.store.js";
import { type EnginePort, UnknownWorkflowError } from "./engine-port.js";

const BATCH_COMMANDS_MAX = 200;
/**
 * After a take-over the engine may be so busy that a whole batch takes longer than the database lets a transaction be
 * idle; then nothing would be marked and the next round would begin from the start.
 */
const BATCH_MS_MAX = 2_000;
/** Workflows served side by side; the engine's own pool is the limit. */
const WORKFLOWS_AT_ONCE = 6;
const BUSY_MS = 5;
const IDLE_MS = 200;

/**
 * Carries the engine commands of committed transactions to the engine, at least once: a crash between carrying out
 * and marking repeats a command, and the engine knows it again by its workflow id or its key. Commands of one
 * workflow go in the order in which they were written.
 */
export class CommandRelay {
  readonly #loop: AdaptiveLoop;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: EngineCommandStore,
    private readonly engine: EnginePort,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    const settings = { name: "engine-command-relay", busyMs: BUSY_MS, idleMs: IDLE_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.relay(), logger);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Commands were committed in this process. */
  nudge(): void {
    this.#loop.nudge();
  }

  /** One batch, or as much of it as time allows; true when a command was carried out. */
  relay(): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.store.tryLock(tx))) return false;
      const commands = await this.store.selectOpen(tx, this.engine.flows(), BATCH_COMMANDS_MAX);
      const { done, unknown } = await this.#carryOutAll(commands);
      for (const command of unknown) {
        if (await this.store.isStartOpen(tx, command.workflow_id)) continue;
        this.logger.warn({
          event: "engine-command.signal-without-workflow",
          commandId: command.id,
          workflowId: command.workflow_id,
        });
        done.push(command.id);
      }
      await this.store.markDone(tx, done);
      return done.length > 0;
    });
  }

  async #carryOutAll(commands: readonly EngineCommand[]): Promise<{ done: string[]; unknown: EngineCommand[] }> {
    const queues = byWorkflow(commands);
    const done: string[] = [];
    const unknown: EngineCommand[] = [];
    const endMs = this.clock.monotonicMs() + BATCH_MS_MAX;
    const next = (): EngineCommand[] | undefined => (this.clock.monotonicMs() < endMs ? queues.shift() : undefined);
    const serve = async (): Promise<void> => {
      for (let queue = queues.shift(); queue !== undefined; queue = next()) {
        await this.#carryOutInOrder(queue, done, unknown);
      }
    };
    await Promise.all(Array.from({ length: WORKFLOWS_AT_ONCE }, serve));
    return { done, unknown };
  }

  /** Stops at the first command that fails: what follows it may depend on it. */
  async #carryOutInOrder(commands: readonly EngineCommand[], done: string[], unknown: EngineCommand[]): Promise<void> {
    for (const command of commands) {
      try {
        await this.#carryOut(command);
        done.push(command.id);
      } catch (error) {
        if (error instanceof UnknownWorkflowError) unknown.push(command);
        else
          this.logger.error({
            event: "engine-command.failed",
            err: error,
            commandId: command.id,
            workflowId: command.workflow_id,
          });
        return;
      }
    }
  }

  async #carryOut(command: EngineCommand): Promise<void> {
    if (command.kind === "START") {
      await this.engine.start(command.flow ?? "", command.workflow_id, command.input);
    } else {
      await this.engine.signal(command.workflow_id, command.topic ?? "", command.input, `command:${command.id}`);
    }
  }
}

function byWorkflow(commands: readonly EngineCommand[]): EngineCommand[][] {
  const queues = new Map<string, EngineCommand[]>();
  for (const command of commands) {
    const queue = queues.get(command.workflow_id);
    if (queue === undefined) queues.set(command.workflow_id, [command]);
    else queue.push(command);
  }
  return [...queues.values()];
}
