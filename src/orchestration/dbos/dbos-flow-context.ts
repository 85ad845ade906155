import { DBOS } from "@dbos-inc/dbos-sdk";
import type { FlowContext } from "../engine-port.js";
import { retryTransient } from "./retry-transient.js";
import type { StepGate } from "./step-gate.js";

const SLEEP_TOPIC = "interlock.sleep";

/** The context of one run of a workflow inside DBOS. */
export class DbosFlowContext implements FlowContext {
  constructor(
    readonly workflowId: string,
    private readonly gate: StepGate,
    private readonly isRunning: () => boolean,
  ) {}

  /**
   * The gate is entered inside the step, since a step with a remembered result needs no place, and left after it,
   * since a shutdown that begins between the work and the writing of its result would make a peer repeat the work.
   */
  async step<T>(name: string, work: () => Promise<T>, turn?: string): Promise<T> {
    let hasEntered = false;
    const gated = async (): Promise<T> => {
      await this.gate.enter(turn);
      hasEntered = true;
      return await retryTransient(work, this.isRunning);
    };
    try {
      return await DBOS.runStep(gated, { name });
    } finally {
      if (hasEntered) this.gate.leave(turn);
    }
  }

  /**
   * A wait for a message that nobody sends: as durable as the engine's own sleep, whose timer runs to its end and would
   * keep a stopping process alive so long; a wait looks around every ten seconds.
   */
  async sleep(ms: number): Promise<void> {
    await DBOS.recv(SLEEP_TOPIC, { timeoutSeconds: ms / 1000 });
  }

  async waitSignal<T>(topic: string, timeoutMs: number): Promise<T | undefined> {
    return (await DBOS.recv<T>(topic, { timeoutSeconds: timeoutMs / 1000 })) ?? undefined;
  }
}
