import type { Server } from "node:http";
import type { DynamicModule, Type } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyHttpOptions } from "fastify";
import type { Logger } from "pino";
import type { Clock } from "../../kernel/clock.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { addBodyParsers } from "./body-parsers.js";
import { checkFraming } from "./check-framing.js";
import { HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS, answerClientError } from "./client-errors.js";
import { PATH_PARAMETER_LENGTH_MAX } from "./error-mapping.js";
import { InterlockFastifyAdapter } from "./interlock-fastify-adapter.js";
import { NestLogger } from "./nest-logger.js";
import { ProblemFilter } from "./problem.filter.js";
import { ProblemResponder } from "./problem-responder.js";
import { parseQueryString } from "./query-string.js";
import { RequestLifecycle } from "./request-lifecycle.js";
import { RouteRegistry } from "./route-registry.js";

/** What the server needs to know. */
export interface GatewayApplicationOptions {
  readonly clock: Clock;
  readonly ids: UlidFactory;
  readonly logger: Logger;
  /** Largest accepted body. */
  readonly bodyLimitBytes: number;
  /** Deepest accepted nesting of a JSON body. */
  readonly bodyDepth: number;
}

/** The application before `init()`, and the parts of its HTTP side that the contract router hooks into. */
export interface GatewayApplication {
  readonly app: NestFastifyApplication;
  readonly server: FastifyInstance;
  readonly lifecycle: RequestLifecycle;
  readonly responder: ProblemResponder;
  readonly routes: RouteRegistry;
}

/**
 * Makes the Nest application on Fastify: limits and timeouts, strict body parsing, correlation and trace on every answer,
 * RFC 9457 for every error, one log line per request. Call it, install further hooks, then `app.init()` or `app.listen()`.
 */
export async function createGatewayApplication(
  module: Type | DynamicModule,
  options: GatewayApplicationOptions,
): Promise<GatewayApplication> {
  const lifecycle = new RequestLifecycle(options.clock, options.ids, options.logger);
  const responder = new ProblemResponder(lifecycle, options.logger);
  const adapter = new InterlockFastifyAdapter(serverOptions(options, responder));
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(options.logger),
    bodyParser: false,
    abortOnError: false,
    routeConflictPolicy: { duplicate: "error", shadow: "error" },
    routeResolutionStrategy: "specificity",
  });
  const routes = new RouteRegistry();
  app.useGlobalFilters(new ProblemFilter(responder, routes));
  const server = adapter.getInstance();
  addHooks(server, lifecycle, routes);
  addBodyParsers(server, options.bodyDepth);
  return { app, server, lifecycle, responder, routes };
}

/**
 * Timeouts are about receiving a request; how long a handler may take is its own matter. Node's own check of the Host
 * header is off because it answers without a problem body; `checkFraming` does it.
 */
function serverOptions(options: GatewayApplicationOptions, responder: ProblemResponder): FastifyHttpOptions<Server> {
  return {
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      joinDuplicateHeaders: true,
      requireHostHeader: false,
    },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: {
      maxParamLength: PATH_PARAMETER_LENGTH_MAX,
      caseSensitive: true,
      querystringParser: parseQueryString,
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, options.ids),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      responder.send(error, request, reply),
  };
}

function addHooks(server: FastifyInstance, lifecycle: RequestLifecycle, routes: RouteRegistry): void {
  server.decorateRequest("exchange", undefined);
  server.addHook("onRoute", (route) => routes.add(route));
  server.addHook("onRequest", (request, reply, done) => {
    lifecycle.begin(request, reply);
    checkFraming(request.raw);
    // oxlint-disable-next-line promise/no-callback-in-promise -- an async hook would cost every request a turn of the loop
    if (request.is404) routes.refuseUnmatched(request).catch(done);
    else done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    lifecycle.finish(request, reply);
    done();
  });
}
