import type { CallResult, ImportOutcome } from "../report/file-report.js";
import type { GovernedReply } from "./governed-client.js";
import { memberOf } from "./member-of.js";

type Refusal = Pick<CallResult, "outcome" | "status" | "problem">;

/** What an answer of 400 and above means for the file. */
export function refusal({ status, body }: GovernedReply): Refusal {
  return { outcome: outcomeOf(status, memberOf(body, "retryable") === true), status, problem: body };
}

/** A request that got no answer; it may be repeated as it is. */
export function noAnswer(error: unknown): Refusal {
  const detail = error instanceof Error ? error.message : String(error);
  return { outcome: "UNAVAILABLE", status: undefined, problem: { title: "No answer", detail } };
}

function outcomeOf(status: number, isRetryable: boolean): ImportOutcome {
  if (status === 401 || status === 403) return "UNAUTHORISED";
  return status >= 500 || status === 429 || isRetryable ? "UNAVAILABLE" : "REFUSED";
}
