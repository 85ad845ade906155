import type { ManagementRequest } from "../platform/security/public.js";
import type { ChangeActor } from "./change-actor.js";

/** The caller of a management route as its audit entries name it. */
export function changeActor({ interlock }: ManagementRequest): ChangeActor {
  return {
    clientId: interlock.principal.clientId,
    correlationId: interlock.correlationId,
    traceparent: interlock.traceparent,
  };
}
