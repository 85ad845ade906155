import type { Server } from "node:http";
import type { ServerOptions as SecureServerOptions } from "node:https";
import type { FastifyHttpOptions, FastifyReply, FastifyRequest } from "fastify";
import type { HttpLimits } from "../../config/configuration.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { answerClientError } from "./client-errors.js";
import type { LastAnswers } from "./last-answers.js";
import { PATH_PARAMETER_LENGTH_MAX } from "./error-mapping.js";
import type { ProblemResponder } from "./problem-responder.js";
import { queryStringParser } from "./query-string.js";

/** What the options of the server are made from. */
export interface ServerOptionSources {
  readonly limits: HttpLimits;
  readonly bodyLimitBytes: number;
  readonly ids: UlidFactory;
  readonly answers: LastAnswers;
  readonly responder: ProblemResponder;
  /** Certificate, key and client authorities of a server that speaks TLS itself. */
  readonly tls?: SecureServerOptions | undefined;
}

/**
 * Timeouts are about receiving a request and about peers that do not read; how long a handler may take is its own
 * matter. With TLS Fastify makes another class of server, which nothing here can tell from the plain one. Node's own
 * check of the Host header is off because it answers without a problem body; `checkFraming` does it.
 */
export function serverOptions({
  limits,
  bodyLimitBytes,
  ids,
  answers,
  responder,
  tls,
}: ServerOptionSources): FastifyHttpOptions<Server> {
  const nodeOptions = {
    headersTimeout: limits.headersTimeoutMs,
    connectionsCheckingInterval: limits.connectionCheckMs,
    maxHeaderSize: limits.headerBytesMax,
    joinDuplicateHeaders: true,
    requireHostHeader: false,
  };
  return {
    bodyLimit: bodyLimitBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.stallTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    trustProxy: limits.trustedProxies.length === 0 ? false : [...limits.trustedProxies],
    ...(tls === undefined
      ? { http: nodeOptions }
      : { https: { ...nodeOptions, handshakeTimeout: limits.headersTimeoutMs, ...tls } }),
    forceCloseConnections: "idle",
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: {
      maxParamLength: PATH_PARAMETER_LENGTH_MAX,
      caseSensitive: true,
      querystringParser: queryStringParser(limits.parameterCountMax),
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, { ids, limits, answers }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      responder.send(error, request, reply),
  };
}
