import type { SendOutcome } from "./connector.js";
import { OutboundFailure } from "./outbound-http.js";
import { connectorProblem } from "./problems.js";
import { RefusedPayload } from "./refused-payload.js";

/** In an error map: the refusal means that the document is there already. */
export const DUPLICATE = "DUPLICATE";

/** Statuses of proxies and dispatchers; what stands in their body is no refusal of the document. */
const NOT_THE_APPLICATION: ReadonlySet<number> = new Set([401, 403, 407, 408, 429, 502, 503, 504]);

/** True when the status says nothing about the document itself. */
export const isTransportStatus = (status: number): boolean => NOT_THE_APPLICATION.has(status);

export function refusal(
  outcome: "REJECTED" | "RETRYABLE" | "UNKNOWN",
  code: string,
  foreignCode: string,
  text: string,
): Exclude<SendOutcome, { readonly document: unknown }> {
  return { outcome, error: { code, foreignCode, text } };
}

/** A refusal in the words of the catalogue: its entry says whether another try is worth it. */
export function classed(code: string, foreignCode: string, text: string): SendOutcome {
  return refusal(connectorProblem(code).retryable ? "RETRYABLE" : "REJECTED", code, foreignCode, text);
}

/** The outcome of an answer that carries no message of the application. */
export function outcomeOfStatus(status: number): SendOutcome {
  const foreignCode = `HTTP/${status}`;
  const text = `The ERP answered ${status} without a message.`;
  if (status === 401 || status === 403) return refusal("RETRYABLE", "ERP_CREDENTIALS_REFUSED", foreignCode, text);
  if (status === 429 || status === 503) return refusal("RETRYABLE", "ERP_UNAVAILABLE", foreignCode, text);
  // 408, 500, 502 and 504 may come after the application has committed.
  if (status === 408 || status >= 500) return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", foreignCode, text);
  return refusal("REJECTED", "ERP_REJECTED", foreignCode, text);
}

/** The outcome of a send that broke off. @throws what is neither a refusal of our own nor a missing answer */
export function outcomeOfFailure(error: unknown): SendOutcome {
  if (error instanceof RefusedPayload) return refusal("REJECTED", error.code, "adapter", error.message);
  if (!(error instanceof OutboundFailure)) throw error;
  return error.mayHaveArrived
    ? refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", "no-answer", error.message)
    : refusal("RETRYABLE", "ERP_UNAVAILABLE", "no-connection", error.message);
}
