import type { FastifyRequest } from "fastify";
import type { PlantScope, Principal } from "../principal.js";

/** What the guard has established about a management request before its handler runs. */
export interface ManagementContext {
  readonly principal: Principal;
  /** Business correlation (X-Correlation-Id of the caller, or a new ULID). */
  readonly correlationId: string;
  /** W3C traceparent with a span of the gateway. */
  readonly traceparent: string;
  /** Plants in which the caller holds the permission of the route; handlers of `filter` routes restrict rows to it. */
  readonly plants: PlantScope;
}

/** The request a guarded controller method receives. */
export type ManagementRequest = FastifyRequest & { interlock: ManagementContext };
