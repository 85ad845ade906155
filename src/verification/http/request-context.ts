import type { ManagementRequest } from "../../platform/security/public.js";
import type { ChangeActor } from "../record-change.js";

/** The caller of a route as the audit entries of his changes name him. */
export function changeActor({ interlock }: ManagementRequest): ChangeActor {
  const { principal, correlationId, traceparent } = interlock;
  return { clientId: principal.clientId, kind: principal.kind, correlationId, traceparent };
}
