import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Logger } from "pino";
import type { ResponseValidation } from "../config/configuration.js";
import { type GatewayApplication, type ProblemResponder, RouteRegistry } from "../platform/http/public.js";
import type { Authenticator, Authorizer } from "../platform/security/public.js";
import { type ResponseViolationObserver, createAnswerCheck } from "./answer-guard.js";
import type { ContractSet } from "./contract-set.js";
import { operationKey } from "./operation-controller.js";
import { OperationRoute } from "./operation-route.js";

/** What the hooks need besides the application. */
export interface GatewayDependencies {
  readonly contracts: ContractSet;
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly logger: Logger;
  readonly responseValidation: ResponseValidation;
  readonly onResponseViolation?: ResponseViolationObserver;
}

/**
 * Puts authentication, authorisation and validation on every route of a contract, from tables made here, once. Call it
 * between `createGatewayApplication` and `app.init()`; a route without its hooks answers 500 and never runs its handler.
 */
export function installGatewayHooks(application: GatewayApplication, dependencies: GatewayDependencies): void {
  const { server, responder, routes } = application;
  const operationRoutes = createRoutes(dependencies);
  const contractAddresses = new RouteRegistry();
  server.decorateRequest("admission", undefined);
  server.addHook("onRoute", (route) => {
    const key = route.config?.interlockOperation;
    if (key === undefined) return;
    const operationRoute = operationRoutes.get(key);
    if (operationRoute === undefined) throw new Error(`the route ${route.url} serves ${key}, which no contract has`);
    addRouteHooks(route, operationRoute, responder);
    contractAddresses.add(route);
  });
  routes.guardKnownAddresses(async (request) => {
    if (contractAddresses.methodsOf(request.raw.url ?? "").length === 0) return;
    await dependencies.authenticator.authenticate(request.headers.authorization);
  });
}

function createRoutes(dependencies: GatewayDependencies): ReadonlyMap<string, OperationRoute> {
  const { contracts, authenticator, authorizer, logger, responseValidation, onResponseViolation } = dependencies;
  return new Map(
    contracts.operations.map((compiled) => {
      const check = createAnswerCheck(responseValidation, compiled, logger, onResponseViolation ?? (() => undefined));
      return [
        operationKey(compiled.operation),
        new OperationRoute(compiled, authenticator, authorizer, check),
      ] as const;
    }),
  );
}

function addRouteHooks(route: RouteOptions, operationRoute: OperationRoute, responder: ProblemResponder): void {
  route.onRequest = (request: FastifyRequest) => operationRoute.admit(request);
  route.preValidation = (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
    operationRoute.validate(request);
    done();
  };
  route.errorHandler = (error, request, reply) => responder.send(error, request, reply);
}
