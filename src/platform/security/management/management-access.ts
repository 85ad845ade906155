import type { Socket } from "node:net";
import type { FastifyRequest } from "fastify";
import type { HttpExchange } from "../../http/public.js";
import { InterlockError } from "../../../kernel/problem.js";
import { childTraceparent, newTraceparent } from "../../../kernel/trace-context.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import { isPlantCode } from "../policy/grants.js";
import type { Authenticator, Authorizer, ObjectAttributes, PlantScope, Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import type { ManagementContext } from "./management-request.js";
import type { PermissionRequirement, PlantSource } from "./permission-metadata.js";

const CORRELATION_ID = /^[\x21-\x7e]{1,64}$/;

type AdmissionRequest = Pick<FastifyRequest, "headers" | "params" | "query" | "body"> & {
  readonly url?: string;
  readonly socket?: Socket;
  /** Set by the first hook of every request. */
  readonly exchange?: HttpExchange | undefined;
};

/** Decides whether a management request may run, and tells its handler who asks. */
export class ManagementAccess {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly authorizer: Authorizer,
    private readonly ids: UlidFactory,
    /** Counts the request of a client; throws when it has used up its limit. */
    private readonly admitClient: (clientId: string) => Promise<void> = () => Promise.resolve(),
  ) {}

  /** @throws InterlockError UNAUTHENTICATED, RATE_LIMITED, QUOTA_EXCEEDED, FORBIDDEN_ACTION or FORBIDDEN_PLANT. */
  async admit(request: AdmissionRequest, requirement: PermissionRequirement): Promise<ManagementContext> {
    const principal = await this.authenticator.authenticate(request);
    if (request.exchange !== undefined) request.exchange.clientId = principal.clientId;
    await this.admitClient(principal.clientId);
    const plants = this.authorizer.plantScope(principal, requirement.permission);
    if (!this.#isAdmitted(principal, requirement, plants)) throw forbiddenAction(requirement.permission);
    const isLater = requirement.plant === "filter" || requirement.plant === "instance";
    if (!isLater) this.#requirePlant(principal, request, requirement);
    return { principal, plants, ...this.#trail(request) };
  }

  /** For bulk handlers whose records each name a plant. @throws InterlockError FORBIDDEN_PLANT. */
  requirePlant(plants: PlantScope, permission: string, plantCode: string | undefined): void {
    const isAllowed = plants === "*" || (plantCode !== undefined && plants.includes(plantCode));
    if (!isAllowed) throw forbiddenPlant(permission, plantCode);
  }

  /**
   * The decision about the very object, once it is loaded. Routes of `instance` ask it before they show or change
   * anything.
   * @throws InterlockError FORBIDDEN_ACTION, the same for "not yours" and "not in this state"
   */
  requireObject({ principal }: ManagementContext, permission: string, attributes: ObjectAttributes): void {
    if (this.authorizer.decide(principal, permission, attributes)) return;
    throw new InterlockError(securityProblems.FORBIDDEN_ACTION, {
      detail: `The client needs a grant with the permission ${permission} that reaches this object in its present state.`,
    });
  }

  #isAdmitted(principal: Principal, { permission, plant }: PermissionRequirement, plants: PlantScope): boolean {
    if (plant === "instance") return this.authorizer.holds(principal, permission);
    return plants === "*" || plants.length > 0;
  }

  #requirePlant(principal: Principal, request: AdmissionRequest, requirement: PermissionRequirement): void {
    const plantCode = plantOf(request, requirement.plant);
    if (!this.authorizer.isAllowed(principal, requirement.permission, plantCode)) {
      throw forbiddenPlant(requirement.permission, plantCode);
    }
    if (request.exchange !== undefined) request.exchange.plantCode = plantCode;
  }

  /** The server's first hook has settled both already; a server without that hook gets them here. */
  #trail(request: AdmissionRequest): Pick<ManagementContext, "correlationId" | "traceparent"> {
    if (request.exchange !== undefined) {
      return { correlationId: request.exchange.correlationId, traceparent: request.exchange.traceparent };
    }
    const { "x-correlation-id": correlationId, traceparent } = request.headers;
    const isUsable = typeof correlationId === "string" && CORRELATION_ID.test(correlationId);
    return {
      correlationId: isUsable ? correlationId : this.ids.next(),
      traceparent: typeof traceparent === "string" ? childTraceparent(traceparent) : newTraceparent(),
    };
  }
}

/** An absent or empty plant means the whole enterprise; anything that is not text is no plant at all and is refused. */
function plantOf(request: AdmissionRequest, source: PlantSource): string | undefined {
  if (source === "enterprise" || source === "filter" || source === "instance") return undefined;
  const [place, name] = source.split(":", 2) as ["param" | "query" | "body", string];
  const holder: unknown = place === "param" ? request.params : place === "query" ? request.query : request.body;
  const value = memberOf(holder, name);
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  throw new InterlockError(securityProblems.FORBIDDEN_PLANT, { detail: `${name} must be one plant code as text.` });
}

function memberOf(holder: unknown, name: string): unknown {
  if (typeof holder !== "object" || holder === null) return undefined;
  return Object.hasOwn(holder, name) ? (holder as Readonly<Record<string, unknown>>)[name] : undefined;
}

function forbiddenAction(permission: string): InterlockError {
  return new InterlockError(securityProblems.FORBIDDEN_ACTION, {
    detail: `The client needs a grant with the permission ${permission}.`,
  });
}

function forbiddenPlant(permission: string, plantCode: string | undefined): InterlockError {
  const place = plantCode === undefined ? "every plant of the enterprise" : `plant ${plantCode.slice(0, 20)}`;
  return new InterlockError(securityProblems.FORBIDDEN_PLANT, {
    detail: `The client needs a grant with the permission ${permission} for ${place}.`,
    ...(isPlantCode(plantCode) ? { plantCode } : {}),
  });
}
