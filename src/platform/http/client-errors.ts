import { maxHeaderSize } from "node:http";
import type { Socket } from "node:net";
import { type ProblemDefinition, toProblem } from "../../kernel/problem.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { PROBLEM_MEDIA_TYPE } from "./problem-responder.js";
import { httpProblems } from "./problems.js";

/** Within these times the headers and the whole of a request must have arrived. */
export const HEADERS_TIMEOUT_MS = 5_000;
export const REQUEST_TIMEOUT_MS = 10_000;

/** What the parser refused, and what to do about it. */
interface ParserRefusal {
  readonly definition: ProblemDefinition;
  readonly detail: string;
}

/** Codes of Node's HTTP parser that are not plain bad framing. */
const refusalByCode: Readonly<Record<string, ParserRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    definition: httpProblems.REQUEST_TIMEOUT,
    detail:
      `The headers must arrive within ${HEADERS_TIMEOUT_MS / 1000} seconds and the whole request within ` +
      `${REQUEST_TIMEOUT_MS / 1000}; send it again with the same Idempotency-Key.`,
  },
  HPE_HEADER_OVERFLOW: {
    definition: httpProblems.HEADERS_TOO_LARGE,
    detail: `The header section may have at most ${maxHeaderSize} bytes; send fewer or shorter headers and a shorter query.`,
  },
};
const BAD_FRAMING: ParserRefusal = {
  definition: httpProblems.BAD_FRAMING,
  detail: "The message is not HTTP/1.1 as RFC 9112 defines it; correct the client or the proxy that wrote it.",
};

const reasonPhrases: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** Answers what Node's HTTP parser refuses; no request object exists yet, so the answer is written by hand. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, ids: UlidFactory): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const correlationId = ids.next();
  const { definition, detail } = refusalByCode[error.code ?? ""] ?? BAD_FRAMING;
  const body = JSON.stringify(toProblem(definition, { detail }, correlationId));
  const head = [
    `HTTP/1.1 ${definition.status} ${reasonPhrases[definition.status] ?? "Bad Request"}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Correlation-Id: ${correlationId}`,
    `traceparent: ${newTraceparent()}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
