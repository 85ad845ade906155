import type { ManagementRequest } from "../../platform/security/public.js";
import type { ContractActor } from "../../registry/public.js";

/** The caller of a route as the audit entries of his changes name him. */
export function contractActor({ interlock }: ManagementRequest): ContractActor {
  const { principal, correlationId, traceparent } = interlock;
  return { clientId: principal.clientId, correlationId, traceparent };
}
