import type { Clock } from "../kernel/clock.js";
import type { Problem } from "../kernel/problem.js";
import type { Random } from "./retry-backoff.js";
import type { PostingTransitions } from "./posting-transitions.js";

/** What one step of a posting came to. */
export interface StepResult {
  /** False when another worker was faster; the caller leaves the posting alone for now. */
  readonly hasMoved: boolean;
  readonly answer: DestinationAnswer;
  /** Present when the destination is OUT or REFUSES_CREDENTIALS. */
  readonly problem?: Problem | undefined;
}

/**
 * What a step learned of the destination as a whole. OUT opens its breaker after some in a row. REFUSES_CREDENTIALS opens
 * it at once: every other posting would be refused too, and many refusals may lock the account.
 */
export type DestinationAnswer = "UNASKED" | "ANSWERED" | "OUT" | "REFUSES_CREDENTIALS";

export const NOT_MOVED: StepResult = { hasMoved: false, answer: "UNASKED" };

/** What every step needs. */
export interface StepDependencies {
  readonly transitions: PostingTransitions;
  readonly clock: Clock;
  readonly random: Random;
}

/** Between taking a posting and sending it a healthy worker needs milliseconds; one that was halted must not send. */
export const SEND_WINDOW_MS = 2_000;

/**
 * How long a worker may hold a posting: the send window, a look-up before the send, the send, and a look-up after a
 * duplicate. When it is over the worker can no longer be sending, so others may act.
 */
export function leaseMs(timeoutMs: number): number {
  return SEND_WINDOW_MS + 3 * timeoutMs;
}
