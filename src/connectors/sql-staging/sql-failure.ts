import pg from "pg";
import type { SendOutcome } from "../connector.js";
import { OutboundFailure } from "../outbound-http.js";
import { classed } from "../send-outcome.js";

/** Errors that happen before a statement is sent; the texts are those of the pool for its own time-out. */
const NEVER_LEFT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const NO_CONNECTION = /timeout exceeded when trying to connect|Connection terminated due to connection timeout/;

/** Class of a SQLSTATE, its first two characters → code of the catalogue (PostgreSQL, appendix A). */
const CODES: Readonly<Record<string, string>> = {
  "28": "ERP_CREDENTIALS_REFUSED",
  "40": "ERP_LOCKED",
  "53": "ERP_UNAVAILABLE",
  "55": "ERP_LOCKED",
};

/** The database's refusal of a statement: it has surely changed nothing. Undefined when that is not what happened. */
export function refusalOf(error: unknown): SendOutcome | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return undefined;
  // An administrator's stop may come after the commit.
  if (error.code.startsWith("57P")) return undefined;
  if (error.code === "42501") return classed("ERP_NOT_AUTHORIZED", error.code, error.message);
  if (error.code === "57014") return classed("ERP_LOCKED", error.code, error.message);
  return classed(CODES[error.code.slice(0, 2)] ?? "ERP_REJECTED", error.code, error.message);
}

/** The same as a missing answer: whether the statement may have left. */
export function failureOf(error: unknown): OutboundFailure {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const hasNotLeft = NEVER_LEFT.test(code) || NO_CONNECTION.test(message);
  return new OutboundFailure(`the staging database: ${message || code}`, !hasNotLeft, error);
}
