import type { Socket } from "node:net";
import { type ProblemDefinition, toProblem } from "../../kernel/problem.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { PROBLEM_MEDIA_TYPE } from "./problem-responder.js";
import { httpProblems } from "./problems.js";

/** Codes of Node's HTTP parser that are not plain bad framing. */
const problemByCode: Readonly<Record<string, ProblemDefinition>> = {
  ERR_HTTP_REQUEST_TIMEOUT: httpProblems.REQUEST_TIMEOUT,
  HPE_HEADER_OVERFLOW: httpProblems.HEADERS_TOO_LARGE,
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
  const definition = problemByCode[error.code ?? ""] ?? httpProblems.BAD_FRAMING;
  const body = JSON.stringify(toProblem(definition, {}, correlationId));
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
