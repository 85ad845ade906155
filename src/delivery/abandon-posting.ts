import { ownProblem } from "./foreign-problem.js";
import type { Posting } from "./posting.js";
import type { StepDependencies, StepResult } from "./posting-step.js";
import { deliveryProblems } from "./problems.js";

/**
 * POSTING or PROBING whose lease is over → UNKNOWN: the worker stopped, and whether its request arrived is for a look-up
 * to say. Should the worker come back, its result finds another state and is dropped.
 */
export class AbandonPosting {
  constructor(private readonly dependencies: StepDependencies) {}

  async run(posting: Posting): Promise<StepResult> {
    const detail = `${posting.worker ?? "A worker"} did not finish; the ERP is asked before anything is sent again.`;
    const problem = ownProblem(posting, deliveryProblems.POSTING_ABANDONED, detail);
    const moved = await this.dependencies.transitions.move(posting, {
      to: "UNKNOWN",
      delayMs: 0,
      outcome: "ABANDONED",
      problem,
    });
    return { hasMoved: moved !== undefined, answer: "UNASKED" };
  }
}
