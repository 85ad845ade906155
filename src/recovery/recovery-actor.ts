import type { ManagementRequest } from "../platform/security/public.js";

/** Who asks for a change, as audit entries and approvals name him. */
export interface RecoveryActor {
  readonly clientId: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

export function recoveryActor({ interlock }: ManagementRequest): RecoveryActor {
  const { principal, correlationId, traceparent } = interlock;
  return { clientId: principal.clientId, correlationId, traceparent };
}
