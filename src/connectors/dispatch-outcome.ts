import type { DispatchOutcome, ForeignError } from "./connector.js";
import { OutboundFailure, type OutboundAnswer } from "./outbound-http.js";
import { RefusedPayload } from "./refused-payload.js";

/** Statuses of 400-499 that say nothing about the order: credentials, time, load. */
const NOT_ABOUT_THE_ORDER: ReadonlySet<number> = new Set([401, 403, 407, 408, 425, 429]);

/** What an MES's answer to a dispatch means. A refusal may say `code` and `reason`. */
export function dispatchOutcomeOf(answer: OutboundAnswer): DispatchOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: "DISPATCHED" };
  if (status >= 400 && status < 500 && !NOT_ABOUT_THE_ORDER.has(status))
    return { outcome: "NACKED", error: refusalOf(answer) };
  return dispatchLater(`HTTP/${status}`, `The MES answered ${status}.`);
}

/** A dispatch that broke off is sent again, since the MES de-duplicates. @throws what is no missing answer */
export function dispatchOutcomeOfFailure(error: unknown): DispatchOutcome {
  if (error instanceof RefusedPayload)
    return { outcome: "NACKED", error: { code: "MES_REFUSED", foreignCode: error.code, text: error.message } };
  if (error instanceof OutboundFailure) return dispatchLater("no-answer", error.message);
  throw error;
}

export function dispatchLater(foreignCode: string, text: string): DispatchOutcome {
  return { outcome: "RETRYABLE", error: { code: "MES_UNAVAILABLE", foreignCode, text } };
}

function refusalOf(answer: OutboundAnswer): ForeignError {
  const body: { code?: unknown; reason?: unknown } =
    typeof answer.body === "object" && answer.body !== null ? answer.body : {};
  return {
    code: "MES_REFUSED",
    foreignCode: typeof body.code === "string" ? body.code : `HTTP/${answer.status}`,
    text: typeof body.reason === "string" ? body.reason : `The MES answered ${answer.status}.`,
  };
}
