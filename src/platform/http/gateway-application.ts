import type { ServerOptions as SecureServerOptions } from "node:https";
import type { DynamicModule, Type } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { type HttpLimits, readConfiguration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { addBodyParsers } from "./body-parsers.js";
import { limitBody } from "./body-rules.js";
import { checkFraming, checkHeaderCount } from "./check-framing.js";
import { refuseTunnel } from "./client-errors.js";
import { ConnectionLimits } from "./connection-limits.js";
import { Expectations } from "./expectations.js";
import { answerHeadAsGet } from "./head-requests.js";
import { BodyInflation } from "./inflate-body.js";
import { InterlockFastifyAdapter } from "./interlock-fastify-adapter.js";
import { LastAnswers } from "./last-answers.js";
import { NestLogger } from "./nest-logger.js";
import { ProblemFilter } from "./problem.filter.js";
import { ProblemResponder } from "./problem-responder.js";
import { type QueryValues, refuseExcessParameters } from "./query-string.js";
import { RequestLifecycle } from "./request-lifecycle.js";
import { RouteRegistry } from "./route-registry.js";
import { securityHeaders } from "./security-headers.js";
import { serverOptions } from "./server-options.js";

/** What the server needs to know. */
export interface GatewayApplicationOptions {
  readonly clock: Clock;
  readonly ids: UlidFactory;
  readonly logger: Logger;
  /** Largest accepted body. */
  readonly bodyLimitBytes: number;
  /** Deepest accepted nesting of a JSON body. */
  readonly bodyDepth: number;
  /** Bounds on headers, times and connections; by default those of the settings without an environment. */
  readonly limits?: HttpLimits;
  /** Certificate, key and client authorities; undefined for plain HTTP. */
  readonly tls?: SecureServerOptions | undefined;
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
  const limits = options.limits ?? readConfiguration({}).http;
  const headers = securityHeaders(options.tls !== undefined);
  const lifecycle = new RequestLifecycle(options.clock, options.ids, options.logger, headers);
  const responder = new ProblemResponder(lifecycle, options.logger);
  const answers = new LastAnswers();
  const { bodyLimitBytes, ids, tls } = options;
  const adapter = new InterlockFastifyAdapter(serverOptions({ limits, bodyLimitBytes, ids, answers, responder, tls }));
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
  guardConnections(server, limits, options);
  const expectations = new Expectations();
  expectations.install(server.server);
  const inflation = new BodyInflation(limits.isGzipAllowed);
  addHooks(server, { lifecycle, routes, answers, expectations, inflation, limits });
  addBodyParsers(server, options.bodyDepth, limits.parameterCountMax);
  return { app, server, lifecycle, responder, routes };
}

/** What concerns the server itself rather than a request that it has understood. */
function guardConnections(
  { server }: FastifyInstance,
  limits: HttpLimits,
  { clock, ids, logger }: GatewayApplicationOptions,
): void {
  server.maxHeadersCount = 0;
  answerHeadAsGet(server);
  new ConnectionLimits(limits, clock, logger).install(server);
  server.on("connect", (_message, socket) => refuseTunnel(socket, ids));
}

interface RequestHookParts {
  readonly lifecycle: RequestLifecycle;
  readonly routes: RouteRegistry;
  readonly answers: LastAnswers;
  readonly expectations: Expectations;
  readonly inflation: BodyInflation;
  readonly limits: HttpLimits;
}

/** One hook for each step: every further one costs each request a call. */
function addHooks(server: FastifyInstance, parts: RequestHookParts): void {
  const { lifecycle, routes, answers, expectations, inflation, limits } = parts;
  server.decorateRequest("exchange", undefined);
  server.decorateRequest("bodyRules", undefined);
  server.addHook("onRoute", (route) => routes.add(route));
  server.addHook("onRequest", (request, reply, done) => {
    answers.note(request.raw.socket, reply.raw);
    lifecycle.begin(request, reply);
    checkHeaderCount(request.raw, limits.headerCountMax);
    checkFraming(request.raw);
    refuseExcessParameters(request.query as QueryValues);
    expectations.begin(request, reply);
    inflation.begin(request);
    // oxlint-disable-next-line promise/no-callback-in-promise -- an async hook would cost every request a turn of the loop
    if (request.is404) routes.refuseUnmatched(request).catch(done);
    else done();
  });
  server.addHook("preParsing", (request, reply, payload, done) => {
    const body = inflation.decode(request, limitBody(request, payload));
    expectations.askForBody(request, reply);
    done(null, body);
  });
  server.addHook("onResponse", (request, reply, done) => {
    lifecycle.finish(request, reply);
    done();
  });
}
