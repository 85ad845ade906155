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

/** A request that was answered with 401 or 403, as far as it is known who wanted what. */
export interface RequestRefusal {
  /** Client id, or `anonymous` where no credential was accepted. */
  readonly actor: string;
  /** operationId, or method and route. */
  readonly action: string;
  readonly code: string;
  readonly status: number;
  readonly route: string | undefined;
  readonly plantCode: string | undefined;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly ip: string | undefined;
}

/** Called for every refusal after its answer has left; it must neither wait nor throw. */
export type RefusalObserver = (refusal: RequestRefusal) => void;

/** Gives every request its correlation and trace, and one log line at its end. */
export class RequestLifecycle {
  readonly #observers: RequestObserver[] = [];
  readonly #refusalObservers: RefusalObserver[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly ids: UlidFactory,
    private readonly logger: Logger,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  onRequestFinished(observer: RequestObserver): void {
    this.#observers.push(observer);
  }

  onRequestRefused(observer: RefusalObserver): void {
    this.#refusalObservers.push(observer);
  }

  /** Every answer carries these headers, whatever becomes of the request, so they are set first. */
  begin(request: FastifyRequest, reply: FastifyReply): HttpExchange {
    const { "x-correlation-id": given, traceparent } = request.headers;
    const correlationId = typeof given === "string" && CORRELATION_ID.test(given) ? given : this.ids.next();
    const span = typeof traceparent === "string" ? childTraceparent(traceparent) : newTraceparent();
    const exchange = new HttpExchange(correlationId, span, this.clock.monotonicMs());
    request.exchange = exchange;
    reply.headers(this.headers).header("x-correlation-id", correlationId).header("traceparent", span);
    return exchange;
  }

  finish(request: FastifyRequest, reply: FastifyReply): void {
    const exchange = request.exchange;
    if (exchange === undefined) return;
    const durationMs = this.clock.monotonicMs() - exchange.startMs;
    const route = exchange.route ?? (request.is404 ? undefined : request.routeOptions.url);
    this.#log(request.method, reply.statusCode, durationMs, route, exchange);
    this.#observe(request.method, reply.statusCode, durationMs, route, exchange);
    if (reply.statusCode === 401 || reply.statusCode === 403) this.#refuse(request, reply.statusCode, route, exchange);
  }

  #refuse(request: FastifyRequest, status: number, route: string | undefined, exchange: HttpExchange): void {
    const { clientId, operationId, problemCode, plantCode, correlationId, traceparent } = exchange;
    const named = route === undefined ? undefined : `${request.method} ${route}`;
    const who = { actor: clientId ?? "anonymous", action: operationId ?? named ?? "unmatched" };
    const what = { code: problemCode ?? "REFUSED", status, route: named, plantCode };
    for (const observer of this.#refusalObservers) {
      observer({ ...who, ...what, correlationId, traceparent, ip: request.ip });
    }
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
