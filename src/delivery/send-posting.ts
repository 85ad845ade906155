import type { SendOutcome } from "../connectors/public.js";
import type { ErpTarget } from "./erp-targets.js";
import { answerOf, foreignProblem, ownProblem } from "./foreign-problem.js";
import type { Posting } from "./posting.js";
import {
  type DestinationAnswer,
  leaseMs,
  NOT_MOVED,
  SEND_WINDOW_MS,
  type StepDependencies,
  type StepResult,
} from "./posting-step.js";
import type { Move } from "./posting-transitions.js";
import { deliveryProblems } from "./problems.js";
import { backoffMs } from "./retry-backoff.js";

/** An answer that was merely cut off can be looked up almost at once. */
const FIRST_PROBE_DELAY_MS = 200;

interface Attempt {
  readonly move: Move;
  readonly answer: DestinationAnswer;
}

/** PENDING → POSTING → POSTED, RETRY_WAIT, UNKNOWN or PARKED. */
export class SendPosting {
  constructor(private readonly dependencies: StepDependencies) {}

  async run(posting: Posting, target: ErpTarget): Promise<StepResult> {
    const { transitions, clock } = this.dependencies;
    const takenAtMs = clock.monotonicMs();
    const claimed = await transitions.claim(posting, "POSTING", leaseMs(target.profile.systems.erp.timeoutMs));
    if (claimed === undefined) return NOT_MOVED;
    const { move, answer } = await this.#attempt(claimed, target, takenAtMs);
    return { hasMoved: (await transitions.move(claimed, move)) !== undefined, answer, problem: move.problem };
  }

  async #attempt(posting: Posting, target: ErpTarget, takenAtMs: number): Promise<Attempt> {
    const { connector, profile } = target;
    if (!(await this.dependencies.transitions.canBeSent(posting)))
      return { move: nothingToReverse(posting), answer: "UNASKED" };
    const sendBeforeMs = takenAtMs + SEND_WINDOW_MS + (posting.wasAmbiguous ? profile.systems.erp.timeoutMs : 0);
    if (posting.wasAmbiguous) {
      const known = await this.#lookUp(posting, target);
      if (known !== undefined) return known;
    }
    if (this.dependencies.clock.monotonicMs() > sendBeforeMs) {
      return { move: this.#missedWindow(posting, target), answer: "UNASKED" };
    }
    const outcome = await connector.send(posting.document, posting.externalKey).catch(unexpected);
    return {
      move: this.#moveAfter(posting, outcome, target),
      answer: "error" in outcome ? answerOf(outcome.error) : "ANSWERED",
    };
  }

  /** A posting that once got no answer is never sent blindly again; undefined means that it is not there. */
  async #lookUp(posting: Posting, target: ErpTarget): Promise<Attempt | undefined> {
    try {
      const erpDocument = await target.connector.find(posting.document, posting.externalKey);
      if (erpDocument === undefined) return undefined;
      return { move: { to: "POSTED", delayMs: 0, outcome: "FOUND", erpDocument }, answer: "ANSWERED" };
    } catch (error) {
      const outcome: SendOutcome = {
        outcome: "RETRYABLE",
        error: { code: "ERP_UNAVAILABLE", foreignCode: "no-answer", text: messageOf(error) },
      };
      return { move: this.#moveAfter(posting, outcome, target), answer: "OUT" };
    }
  }

  #moveAfter(posting: Posting, result: SendOutcome, { profile }: ErpTarget): Move {
    if ("document" in result) {
      return { to: "POSTED", delayMs: 0, outcome: result.outcome, erpDocument: result.document };
    }
    const { outcome } = result;
    const problem = foreignProblem(posting, result.error);
    if (outcome === "REJECTED") return { to: "PARKED", delayMs: 0, outcome, problem };
    if (outcome === "UNKNOWN") return { to: "UNKNOWN", delayMs: FIRST_PROBE_DELAY_MS, outcome, problem };
    return { to: "RETRY_WAIT", delayMs: this.#backoffMs(posting, profile.retry), outcome, problem };
  }

  #missedWindow(posting: Posting, { profile }: ErpTarget): Move {
    const problem = ownProblem(
      posting,
      deliveryProblems.SEND_WINDOW_MISSED,
      "The posting was not sent and is tried again.",
    );
    return { to: "RETRY_WAIT", delayMs: this.#backoffMs(posting, profile.retry), outcome: "RETRYABLE", problem };
  }

  #backoffMs(posting: Posting, policy: ErpTarget["profile"]["retry"]): number {
    return backoffMs(policy, posting.attempts, this.dependencies.random);
  }
}

function nothingToReverse(posting: Posting): Move {
  const detail =
    "The posting it takes back is not in the ERP; discard this one as well, or bring that one there first.";
  const problem = ownProblem(posting, deliveryProblems.REVERSED_POSTING_MISSING, detail);
  return { to: "PARKED", delayMs: 0, outcome: "REJECTED", problem };
}

/** A connector that fails in a way of its own may have failed after sending. */
function unexpected(error: unknown): SendOutcome {
  return {
    outcome: "UNKNOWN",
    error: { code: "ERP_TIMEOUT_UNKNOWN", foreignCode: "connector", text: messageOf(error) },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
