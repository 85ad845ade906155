import type { FastifyReply } from "fastify";
import type { Finding } from "../../kernel/finding.js";

/** An answer about to leave, as its contract sees it. */
export interface OutgoingAnswer {
  readonly status: number;
  /** undefined when the answer has no body. */
  readonly mediaType: string | undefined;
  readonly text: string | undefined;
  readonly reply: FastifyReply;
}

/** Checks answers of one operation. Returns the findings when the answer must not leave, else undefined. */
export type AnswerCheck = (answer: OutgoingAnswer) => readonly Finding[] | undefined;

/** What is known about one request and its answer; filled in as it goes through the hooks. */
export class HttpExchange {
  api: string | undefined;
  version: string | undefined;
  operationId: string | undefined;
  /** Address as its contract writes it. */
  route: string | undefined;
  clientId: string | undefined;
  plantCode: string | undefined;
  /** Code of the problem that was answered. */
  problemCode: string | undefined;
  answerCheck: AnswerCheck | undefined;

  constructor(
    /** Business correlation: the caller's X-Correlation-Id, or a new ULID. */
    readonly correlationId: string,
    /** W3C traceparent with a span of the gateway. */
    readonly traceparent: string,
    /** Reading of Clock.monotonicMs at the start. */
    readonly startMs: number,
  ) {}
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the first hook of every request; undefined only when the URL could not be read. */
    exchange: HttpExchange | undefined;
  }
}
