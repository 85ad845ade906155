import type { ErpTarget } from "./erp-targets.js";
import type { Posting } from "./posting.js";
import { NOT_MOVED, type StepDependencies, type StepResult } from "./posting-step.js";
import { isTooOld } from "./retry-backoff.js";
import type { SendPosting } from "./send-posting.js";

/** RETRY_WAIT → PENDING and on to a send, or → DEAD when the plant's patience is over. */
export class WakePosting {
  constructor(
    private readonly dependencies: StepDependencies,
    private readonly send: SendPosting,
  ) {}

  async run(posting: Posting, target: ErpTarget): Promise<StepResult> {
    const { problem } = posting;
    const to = isTooOld(target.profile.retry, posting.retryAgeMs) ? "DEAD" : "PENDING";
    const moved = await this.dependencies.transitions.move(posting, { to, delayMs: 0, problem });
    if (moved === undefined) return NOT_MOVED;
    return to === "DEAD" ? { hasMoved: true, answer: "UNASKED" } : await this.send.run(moved, target);
  }
}
