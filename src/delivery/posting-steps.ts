import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AbandonPosting } from "./abandon-posting.js";
import type { ErpTarget } from "./erp-targets.js";
import type { Posting } from "./posting.js";
import { NOT_MOVED, type StepDependencies, type StepResult } from "./posting-step.js";
import { ProbePosting } from "./probe-posting.js";
import { SendPosting } from "./send-posting.js";
import { WakePosting } from "./wake-posting.js";

/** Picks the step that the state of a due posting asks for. */
export class PostingSteps {
  readonly #send: SendPosting;
  readonly #probe: ProbePosting;
  readonly #wake: WakePosting;
  readonly #abandon: AbandonPosting;

  constructor(dependencies: StepDependencies, unitOfWork: UnitOfWork) {
    this.#send = new SendPosting(dependencies);
    this.#probe = new ProbePosting(dependencies, unitOfWork);
    this.#wake = new WakePosting(dependencies, this.#send);
    this.#abandon = new AbandonPosting(dependencies);
  }

  async run(posting: Posting, target: ErpTarget): Promise<StepResult> {
    switch (posting.state) {
      case "PENDING":
        return await this.#send.run(posting, target);
      case "RETRY_WAIT":
        return await this.#wake.run(posting, target);
      case "UNKNOWN":
        return await this.#probe.run(posting, target);
      case "POSTING":
      case "PROBING":
        return await this.#abandon.run(posting);
      default:
        return NOT_MOVED;
    }
  }
}
