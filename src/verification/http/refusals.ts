import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import { verificationProblems } from "../problems.js";

/** @param what such as `No pacticipant named "mes"` */
export function notFound(what: string): InterlockError {
  return new InterlockError(verificationProblems.PACT_RESOURCE_NOT_FOUND, { detail: `${what} was found.` });
}

/** A request that is wrong as a whole. */
export function invalidRequest(detail: string): InterlockError {
  return new InterlockError(verificationProblems.PACT_REQUEST_INVALID, { detail });
}

/** Members that are wrong; each message says what is expected of its member. */
export function invalidMembers(faults: Readonly<Record<string, string>>): InterlockError {
  const errors = Object.entries(faults).map(([member, message]): Finding => ({
    code: "SCHEMA_VIOLATION",
    severity: "ERROR",
    message,
    pointer: `/${member}`,
  }));
  const detail = errors.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`).join("; ");
  return new InterlockError(verificationProblems.PACT_REQUEST_INVALID, { detail, errors });
}

export function contentConflict(detail: string): InterlockError {
  return new InterlockError(verificationProblems.PACT_CONTENT_CONFLICT, { detail });
}
