import { HttpException } from "@nestjs/common";
import { InterlockError, type ProblemDefinition } from "../../kernel/problem.js";
import { isConnectionLoss } from "../persistence/connection-loss.js";
import { httpProblems } from "./problems.js";

/** Seconds after which a client may try again when the database is away. */
const RETRY_AFTER_SECONDS = "2";

/** Longest path parameter in characters. */
export const PATH_PARAMETER_LENGTH_MAX = 300;

/** What Fastify refused: its problem, and what to do about it. */
interface ClientFault {
  readonly definition: ProblemDefinition;
  readonly detail: (bodyLimitBytes: number) => string;
}

/** Codes of Fastify that a client can cause. */
const clientFaults: Readonly<Record<string, ClientFault>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    definition: httpProblems.BODY_TOO_LARGE,
    detail: (bodyLimitBytes) => `The body may have at most ${bodyLimitBytes} bytes; send less in one request.`,
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    definition: httpProblems.UNSUPPORTED_MEDIA_TYPE,
    detail: () => "Send the body as application/json, in UTF-8.",
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    definition: httpProblems.BAD_FRAMING,
    detail: () => "The body has another length than Content-Length says; send its exact number of bytes.",
  },
  FST_ERR_BAD_URL: {
    definition: httpProblems.URL_MALFORMED,
    detail: () => "The address has a percent-encoding that is not UTF-8; percent-encode the UTF-8 bytes of each part.",
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    definition: httpProblems.URL_MALFORMED,
    detail: () => `A path parameter is longer than ${PATH_PARAMETER_LENGTH_MAX} characters; send a shorter one.`,
  },
};

/**
 * Says which problem an error is answered with. What is not known to be the client's fault is INTERNAL.
 * @param bodyLimitBytes largest body of the route that was called
 */
export function toInterlockError(error: unknown, bodyLimitBytes: number): InterlockError {
  if (error instanceof InterlockError) return error;
  if (error instanceof HttpException) return fromHttpException(error, bodyLimitBytes);
  return (
    fromClientFault(error, bodyLimitBytes) ??
    fromConnectionLoss(error) ??
    new InterlockError(httpProblems.INTERNAL, { cause: error })
  );
}

/**
 * Nest's own exceptions come from management controllers, their text is written for the caller; or they stand around a
 * refusal of Fastify.
 */
function fromHttpException(error: HttpException, bodyLimitBytes: number): InterlockError {
  const status = error.getStatus();
  if (status >= 500) return new InterlockError(httpProblems.INTERNAL, { cause: error });
  const wrapped = fromClientFault(error.cause, bodyLimitBytes);
  if (wrapped !== undefined) return wrapped;
  return new InterlockError({ ...httpProblems.REQUEST_REFUSED, status }, { detail: error.message, cause: error });
}

/** Fastify gives a status below 500 to what it refuses itself, a body that breaks off included. */
function fromClientFault(error: unknown, bodyLimitBytes: number): InterlockError | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return undefined;
  const known = "code" in error ? clientFaults[String(error.code)] : undefined;
  if (known === undefined) return new InterlockError({ ...httpProblems.REQUEST_REFUSED, status }, { cause: error });
  return new InterlockError(known.definition, { detail: known.detail(bodyLimitBytes), cause: error });
}

/** A commit whose answer was lost may have happened, so the advice is the one that is safe in both cases. */
function fromConnectionLoss(error: unknown): InterlockError | undefined {
  if (!isConnectionLoss(error)) return undefined;
  return new InterlockError(httpProblems.DATABASE_UNAVAILABLE, {
    detail: "Send the request again with the same Idempotency-Key.",
    headers: { "retry-after": RETRY_AFTER_SECONDS },
    cause: error,
  });
}
