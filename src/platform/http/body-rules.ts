import { Transform, type TransformCallback } from "node:stream";
import type { FastifyRequest, RequestPayload } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Set where one address has bodies of several kinds; otherwise the limit of the server holds, and JSON only. */
    bodyRules: BodyRules | undefined;
  }
}

/** What the body of one request may be. */
export interface BodyRules {
  readonly limitBytes: number;
  /** True where a list may come as lines (application/x-ndjson). */
  readonly takesLines: boolean;
}

/** Largest body of the request, in bytes. */
export function bodyLimitOf(request: FastifyRequest): number {
  return request.bodyRules?.limitBytes ?? request.routeOptions.bodyLimit;
}

/**
 * Refuses a body that says it is too large before any of it is read, and stops one that does not say it at the limit.
 * Where the route itself has the same limit, Fastify does both.
 * @throws InterlockError BODY_TOO_LARGE
 */
export function limitBody(request: FastifyRequest, payload: RequestPayload): RequestPayload {
  const { bodyRules, headers } = request;
  if (bodyRules === undefined || bodyRules.limitBytes >= request.routeOptions.bodyLimit) return payload;
  const length = headers["content-length"];
  if (length !== undefined && Number(length) > bodyRules.limitBytes) throw bodyTooLarge(bodyRules.limitBytes);
  return headers["transfer-encoding"] === undefined ? payload : limitStream(payload, bodyRules.limitBytes);
}

function limitStream(payload: RequestPayload, limitBytes: number): RequestPayload {
  const guard = new LengthGuard(limitBytes);
  // Fastify stops listening when it has refused a body; a second error would then end the process.
  guard.on("error", () => undefined);
  payload.once("error", (error) => guard.destroy(error));
  guard.once("close", () => payload.unpipe(guard));
  return payload.pipe(guard);
}

class LengthGuard extends Transform {
  #length = 0;

  constructor(private readonly limitBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#length += chunk.length;
    if (this.#length > this.limitBytes) done(bodyTooLarge(this.limitBytes));
    else done(null, chunk);
  }
}

/** The connection is closed, since the rest of the body is still on its way. */
function bodyTooLarge(limitBytes: number): InterlockError {
  return new InterlockError(httpProblems.BODY_TOO_LARGE, {
    detail: `The body may have at most ${limitBytes} bytes; send less in one request.`,
    headers: { connection: "close" },
  });
}
