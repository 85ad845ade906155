import { InterlockError } from "../../../kernel/problem.js";
import { securityProblems } from "../problems.js";
import type { ApiKeyDefinition } from "./api-key.store.js";

const KNOWN = ["name", "expiresInDays"];

/** Reads the body of a request for a key; the store checks the values. @throws InterlockError CREDENTIAL_INVALID */
export function readKeyDefinition(document: unknown): ApiKeyDefinition {
  const members = typeof document === "object" && document !== null ? document : {};
  const unknown = Object.keys(members).find((member) => !KNOWN.includes(member));
  if (unknown === undefined) return members as ApiKeyDefinition;
  throw new InterlockError(securityProblems.CREDENTIAL_INVALID, {
    detail: `The API key was not made: ${unknown.slice(0, 40)} is not known; send ${KNOWN.join(" and ")}.`,
  });
}
