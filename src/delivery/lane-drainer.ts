import type { Logger } from "pino";
import type { DestinationGates } from "./destination-gate.js";
import type { DuePostings } from "./due-postings.js";
import { type ErpTargets, limitsOf } from "./erp-targets.js";
import type { Posting } from "./posting.js";
import type { PostingSteps } from "./posting-steps.js";

/** Heads read at once; the lane is read again for what stands behind them. */
const HEADS_PER_PASS = 50;

/** A drain ends after so many steps, so that a stopping process need not wait for a long lane; the rest stays due. */
const STEPS_MAX = 200;

/** Pause of a posting whose step broke: its plant is gone or the database refused it; both take time to mend. */
const BROKEN_STEP_PAUSE_MS = 5_000;

/** What one drain did. */
export interface DrainReport {
  readonly steps: number;
  /** True when the drain ended because the destination takes nothing now, or has no room for this worker. */
  readonly isClosed: boolean;
}

type StepVerdict = "MOVED" | "LEFT" | "CLOSED";

/**
 * Sends what is due in a lane: the first posting of every order, again and again. An order whose first posting waits,
 * is parked or dead holds what stands behind it; the other orders of the lane go on. Any number of drainers may work
 * on one lane: every step is a conditional change, and losing a race means leaving the posting to the winner.
 */
export class LaneDrainer {
  #isStopping = false;

  constructor(
    private readonly due: DuePostings,
    private readonly targets: ErpTargets,
    private readonly gates: DestinationGates,
    private readonly steps: PostingSteps,
    private readonly logger: Logger,
  ) {}

  async drain(destination: string, lane: number): Promise<DrainReport> {
    const left: string[] = [];
    let steps = 0;
    while (!this.#isStopping && steps < STEPS_MAX) {
      const heads = await this.due.heads(destination, lane, HEADS_PER_PASS, left);
      if (heads.length === 0) break;
      for (const head of heads) {
        if (this.#isStopping || steps >= STEPS_MAX) break;
        const verdict = await this.#step(head);
        if (verdict === "CLOSED") return { steps, isClosed: true };
        if (verdict === "LEFT") left.push(head.id);
        steps++;
      }
    }
    return { steps, isClosed: false };
  }

  /** Running drains end after their present posting. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.gates.stop();
  }

  /** An error of one posting must not stop the other orders of its lane, nor keep the lane busy. */
  async #step(posting: Posting): Promise<StepVerdict> {
    try {
      return await this.#guarded(posting);
    } catch (error) {
      const { id: postingId, plantCode, orderNumber, kind, state, correlationId } = posting;
      this.logger.error(
        { err: error, postingId, plantCode, orderNumber, kind, state, correlationId },
        "posting.step-failed",
      );
      await this.#postpone(posting);
      return "LEFT";
    }
  }

  async #postpone(posting: Posting): Promise<void> {
    try {
      await this.due.postpone(posting, BROKEN_STEP_PAUSE_MS);
    } catch (error) {
      this.logger.error({ err: error, postingId: posting.id }, "posting.postpone-failed");
    }
  }

  async #guarded(posting: Posting): Promise<StepVerdict> {
    const target = await this.targets.of(posting);
    const gate = this.gates.gate(posting.destination, posting.plantCode, limitsOf(target));
    if (!(await gate.admits(() => target.connector.probe()))) return "CLOSED";
    const result = await gate.run(async () => await this.steps.run(posting, target));
    if (result === undefined) return "CLOSED";
    const { id: postingId, plantCode, orderNumber, kind, state, correlationId } = posting;
    this.logger.debug(
      {
        postingId,
        plantCode,
        orderNumber,
        kind,
        from: state,
        correlationId,
        hasMoved: result.hasMoved,
        answer: result.answer,
      },
      "posting.step",
    );
    return result.hasMoved ? "MOVED" : "LEFT";
  }
}
