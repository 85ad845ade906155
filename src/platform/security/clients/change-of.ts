import type { ManagementRequest } from "../management/management-request.js";
import type { ClientChange } from "./client-change.js";

/** The caller of a management route as the audit entries of clients name it. */
export function changeOf({ interlock }: ManagementRequest): ClientChange {
  const { principal, correlationId, traceparent } = interlock;
  return { actor: principal.clientId, correlationId, traceparent };
}
