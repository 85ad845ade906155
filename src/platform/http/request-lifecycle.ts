import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Clock } from "../../kernel/clock.js";
import { childTraceparent, newTraceparent, traceIdOf } from "../../kernel/trace-context.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { RequestObservation } from "../telemetry/metrics.js";
import { HttpExchange } from "./http-exchange.js";

const CORRELATION_ID = /^[\x21-\x7e]{1,64}$/;

/** Called once for every request after its answer has left, or its connection has. */
export type RequestObserver = (observation: RequestObservation) => void;

/** Gives every request its correlation and trace, and one log line at its end. */
export class RequestLifecycle {
  readonly #observers: RequestObserver[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly ids: UlidFactory,
    private readonly logger: Logger,
  ) {}

  onRequestFinished(observer: RequestObserver): void {
    this.#observers.push(observer);
  }

  /** Every answer carries both headers, whatever becomes of the request, so they are set first. */
  begin(request: FastifyRequest, reply: FastifyReply): HttpExchange {
    const { "x-correlation-id": given, traceparent } = request.headers;
    const correlationId = typeof given === "string" && CORRELATION_ID.test(given) ? given : this.ids.next();
    const span = typeof traceparent === "string" ? childTraceparent(traceparent) : newTraceparent();
    const exchange = new HttpExchange(correlationId, span, this.clock.monotonicMs());
    request.exchange = exchange;
    reply.header("x-correlation-id", correlationId).header("traceparent", span);
    return exchange;
  }

  finish(request: FastifyRequest, reply: FastifyReply): void {
    const exchange = request.exchange;
    if (exchange === undefined) return;
    const durationMs = this.clock.monotonicMs() - exchange.startMs;
    const route = exchange.route ?? (request.is404 ? undefined : request.routeOptions.url);
    this.#log(request.method, reply.statusCode, durationMs, route, exchange);
    this.#observe(request.method, reply.statusCode, durationMs, route, exchange);
  }

  #log(method: string, status: number, durationMs: number, route: string | undefined, exchange: HttpExchange): void {
    this.logger.info({
      event: "http.request",
      method,
      route,
      operationId: exchange.operationId,
      status,
      durationMs: Math.round(durationMs * 1000) / 1000,
      clientId: exchange.clientId,
      plantCode: exchange.plantCode,
      correlationId: exchange.correlationId,
      traceId: traceIdOf(exchange.traceparent),
      code: exchange.problemCode,
    });
  }

  /** Addresses that no route serves share one name, so that strangers cannot make metric series. */
  #observe(
    method: string,
    status: number,
    durationMs: number,
    route: string | undefined,
    exchange: HttpExchange,
  ): void {
    for (const observer of this.#observers) {
      observer({
        api: exchange.api ?? "management",
        version: exchange.version ?? "",
        operationId: exchange.operationId ?? (route === undefined ? "unmatched" : `${method} ${route}`),
        status,
        durationSeconds: durationMs / 1000,
      });
    }
  }
}
