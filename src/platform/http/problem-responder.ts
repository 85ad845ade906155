import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { InterlockError, toProblem } from "../../kernel/problem.js";
import { bodyLimitOf } from "./body-rules.js";
import { toInterlockError } from "./error-mapping.js";
import { httpProblems } from "./problems.js";
import type { RequestLifecycle } from "./request-lifecycle.js";

/** Media type of every answer with a status of 400 or more (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** The one place where an error becomes an answer, wherever in a request it was thrown. */
export class ProblemResponder {
  constructor(
    private readonly lifecycle: RequestLifecycle,
    private readonly logger: Logger,
  ) {}

  send(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const exchange = request.exchange ?? this.lifecycle.begin(request, reply);
    const problem = toInterlockError(error, bodyLimitOf(request));
    if (problem.definition.status >= 500) this.#log(problem, exchange.correlationId);
    if (reply.sent || reply.raw.headersSent) return;
    const status = problem.definition.status;
    const text = JSON.stringify(toProblem(problem.definition, problem.details, exchange.correlationId));
    exchange.plantCode ??= problem.details.plantCode;
    exchange.problemCode = problem.code;
    reply
      .code(status)
      .header("content-type", PROBLEM_MEDIA_TYPE)
      .headers(problem.details.headers ?? {});
    const refused = exchange.answerCheck?.({ status, mediaType: PROBLEM_MEDIA_TYPE, text, reply });
    if (refused === undefined) reply.send(text);
    else this.#sendBreach(request, reply);
  }

  /** Not checked again: an operation whose contract has no 500 still needs an answer. */
  #sendBreach(request: FastifyRequest, reply: FastifyReply): void {
    if (request.exchange !== undefined) request.exchange.answerCheck = undefined;
    this.send(new InterlockError(httpProblems.RESPONSE_CONTRACT_VIOLATION), request, reply);
  }

  #log(problem: InterlockError, correlationId: string): void {
    const cause = problem.details.cause;
    this.logger.error({ event: "http.error", code: problem.code, correlationId, err: cause ?? problem });
  }
}
