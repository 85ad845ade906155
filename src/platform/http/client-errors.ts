import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { HttpLimits } from "../../config/configuration.js";
import { type ProblemDefinition, toProblem } from "../../kernel/problem.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { LastAnswers } from "./last-answers.js";
import { PROBLEM_MEDIA_TYPE } from "./problem-responder.js";
import { httpProblems } from "./problems.js";
import { securityHeaders } from "./security-headers.js";

/** What the parser refused, and what to do about it. */
interface ParserRefusal {
  readonly definition: ProblemDefinition;
  readonly detail: (limits: HttpLimits) => string;
}

/** Codes of Node's HTTP parser that are not plain bad framing. */
const refusalByCode: Readonly<Record<string, ParserRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    definition: httpProblems.REQUEST_TIMEOUT,
    detail: ({ headersTimeoutMs, requestTimeoutMs }) =>
      `The headers must arrive within ${headersTimeoutMs / 1000} seconds and the whole request within ` +
      `${requestTimeoutMs / 1000}; send it again with the same Idempotency-Key.`,
  },
  HPE_HEADER_OVERFLOW: {
    definition: httpProblems.HEADERS_TOO_LARGE,
    detail: ({ headerBytesMax }) =>
      `The header section may have at most ${headerBytesMax} bytes; send fewer or shorter headers and a shorter query.`,
  },
};
const BAD_FRAMING: ParserRefusal = {
  definition: httpProblems.BAD_FRAMING,
  detail: () => "The message is not HTTP/1.1 as RFC 9112 defines it; correct the client or the proxy that wrote it.",
};

const reasonPhrases: Readonly<Record<number, string>> = {
  400: "Bad Request",
  405: "Method Not Allowed",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** What an answer written by hand needs. */
export interface ClientErrorContext {
  readonly ids: UlidFactory;
  readonly limits: HttpLimits;
  readonly answers: LastAnswers;
}

/** Answers what Node's HTTP parser refuses; no request object exists yet, so the answer is written by hand. */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  { ids, limits, answers }: ClientErrorContext,
): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const unfinished = answers.unfinished(socket);
  if (unfinished !== undefined) {
    if (unfinished.writableFinished) socket.destroy();
    else unfinished.once("close", () => socket.destroy());
    return;
  }
  const { definition, detail } = refusalByCode[error.code ?? ""] ?? BAD_FRAMING;
  writeProblem(socket, definition, detail(limits), ids);
}

/** CONNECT asks for a tunnel; Node would close the connection without a word. */
export function refuseTunnel(socket: Duplex, ids: UlidFactory): void {
  socket.on("error", () => socket.destroy());
  writeProblem(socket, httpProblems.METHOD_NOT_ALLOWED, "This is no proxy; it opens no tunnels.", ids);
}

function writeProblem(socket: Duplex, definition: ProblemDefinition, detail: string, ids: UlidFactory): void {
  const headers = securityHeaders(socket instanceof TLSSocket);
  const correlationId = ids.next();
  const body = JSON.stringify(toProblem(definition, { detail }, correlationId));
  const head = [
    `HTTP/1.1 ${definition.status} ${reasonPhrases[definition.status] ?? "Bad Request"}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `X-Correlation-Id: ${correlationId}`,
    `traceparent: ${newTraceparent()}`,
    "Connection: close",
  ];
  // A peer that goes on sending and never reads would keep its end open; it gets no second chance.
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
