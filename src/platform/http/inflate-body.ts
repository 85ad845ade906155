import { Transform, type TransformCallback } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FastifyRequest, RequestPayload } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { bodyLimitOf } from "./body-rules.js";
import { httpProblems } from "./problems.js";

/** JSON of orders shrinks to a tenth or a twentieth; what shrinks further was made to. */
const RATIO_MAX = 100;

/**
 * Reads gzip bodies where the setting allows it, bounded by the body limit and by a ratio. Every other Content-Encoding
 * is refused, brotli too: 329 bytes of it can become 200 MB.
 */
export class BodyInflation {
  readonly #coded = new WeakSet<FastifyRequest>();

  constructor(private readonly isGzipAllowed: boolean) {}

  /** Contracts know no Content-Encoding: what they see of the request is its content, and that is decoded here. */
  begin(request: FastifyRequest): void {
    const encoding = request.headers["content-encoding"];
    if (encoding === undefined || !this.isGzipAllowed || !/^(?:x-)?gzip$/i.test(encoding)) return;
    this.#coded.add(request);
    delete request.headers["content-encoding"];
  }

  /** What the body is read from. @throws InterlockError UNSUPPORTED_MEDIA_TYPE */
  decode(request: FastifyRequest, payload: RequestPayload): RequestPayload {
    if (request.headers["content-encoding"] !== undefined) throw unsupported(this.isGzipAllowed);
    return this.isGzipAllowed && this.#coded.has(request) ? inflate(payload, bodyLimitOf(request)) : payload;
  }
}

function unsupported(isGzipAllowed: boolean): InterlockError {
  const form = isGzipAllowed ? "with gzip or without Content-Encoding" : "without Content-Encoding";
  return new InterlockError(httpProblems.UNSUPPORTED_MEDIA_TYPE, { detail: `Send the body ${form}.` });
}

/** Stops at the limit itself: a reader that has heard enough would let the rest be inflated for nobody. */
function inflate(payload: RequestPayload, bodyLimitBytes: number): RequestPayload {
  const guard = new InflationGuard(bodyLimitBytes);
  // Fastify stops listening when it has refused a body; a second error would then end the process.
  guard.on("error", () => undefined);
  const gunzip = createGunzip();
  payload.on("data", (chunk: Buffer) => guard.countEncoded(chunk.length));
  payload.once("error", (error) => guard.destroy(error));
  // zlib's own errors name its internals; what they mean is that the body is no gzip.
  gunzip.once("error", (error) => guard.destroy(notGzip(error)));
  guard.once("close", () => {
    payload.unpipe(gunzip);
    gunzip.destroy();
  });
  payload.pipe(gunzip).pipe(guard);
  return guard;
}

/** Ends with a refusal when more comes out than a body may have, or than the ratio allows for what has gone in. */
class InflationGuard extends Transform {
  /** Fastify compares it with Content-Length. */
  receivedEncodedLength = 0;
  #decodedLength = 0;

  constructor(private readonly bodyLimitBytes: number) {
    super();
  }

  countEncoded(length: number): void {
    this.receivedEncodedLength += length;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#decodedLength += chunk.length;
    if (this.#decodedLength > this.bodyLimitBytes) done(tooLarge(this.bodyLimitBytes));
    else if (this.#decodedLength > this.receivedEncodedLength * RATIO_MAX) done(tooDense());
    else done(null, chunk);
  }
}

function tooLarge(bodyLimitBytes: number): InterlockError {
  return new InterlockError(httpProblems.BODY_TOO_LARGE, {
    detail: `The body may have at most ${bodyLimitBytes} bytes after it is inflated; send less in one request.`,
  });
}

function tooDense(): InterlockError {
  return new InterlockError(httpProblems.BODY_TOO_LARGE, {
    detail: `The body may inflate to at most ${RATIO_MAX} times its size; send it without Content-Encoding.`,
  });
}

function notGzip(cause: Error): InterlockError {
  return new InterlockError(httpProblems.CONTENT_ENCODING_INVALID, {
    detail: "The body cannot be read as gzip (RFC 1952); send it whole, or without Content-Encoding.",
    cause,
  });
}
