import type { Finding } from "../../../kernel/finding.js";
import { InterlockError } from "../../../kernel/problem.js";
import { grantProblems } from "../grants/problems.js";

/**
 * Refuses members that the sender may not write; ignoring them would look like success.
 * @param pointers of the members, as `forbiddenFields` gives them
 * @throws InterlockError FORBIDDEN_FIELD naming each, when there is any
 */
export function refuseFields(permission: string, pointers: readonly string[]): void {
  if (pointers.length === 0) return;
  const { code } = grantProblems.FORBIDDEN_FIELD;
  const errors = pointers.map((pointer): Finding => {
    const message = `${pointer.slice(1)} is not yours to set or change`;
    return { code, severity: "ERROR", pointer, message, fix: "leave it as it is" };
  });
  const names = pointers.map((pointer) => pointer.slice(1)).join(", ");
  throw new InterlockError(grantProblems.FORBIDDEN_FIELD, {
    detail: `The client holds ${permission}, but not for ${names.slice(0, 500)}; leave that as it is.`,
    errors,
  });
}
