import { HttpException } from "@nestjs/common";
import { InterlockError, type ProblemDefinition } from "../../kernel/problem.js";
import { isConnectionLoss } from "../persistence/connection-loss.js";
import { httpProblems } from "./problems.js";

/** Seconds after which a client may try again when the database is away. */
const RETRY_AFTER_SECONDS = "2";

/** Codes of Fastify that a client can cause. */
const clientFaults: Readonly<Record<string, ProblemDefinition>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: httpProblems.BODY_TOO_LARGE,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: httpProblems.UNSUPPORTED_MEDIA_TYPE,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: httpProblems.BAD_FRAMING,
  FST_ERR_BAD_URL: httpProblems.URL_MALFORMED,
  FST_ERR_MAX_PARAM_LENGTH: httpProblems.URL_MALFORMED,
};

/** Says which problem an error is answered with. What is not known to be the client's fault is INTERNAL. */
export function toInterlockError(error: unknown): InterlockError {
  if (error instanceof InterlockError) return error;
  if (error instanceof HttpException) return fromHttpException(error);
  return (
    fromClientFault(error) ?? fromConnectionLoss(error) ?? new InterlockError(httpProblems.INTERNAL, { cause: error })
  );
}

/**
 * Nest's own exceptions come from management controllers, their text is written for the caller; or they stand around a
 * refusal of Fastify.
 */
function fromHttpException(error: HttpException): InterlockError {
  const status = error.getStatus();
  if (status >= 500) return new InterlockError(httpProblems.INTERNAL, { cause: error });
  const wrapped = fromClientFault(error.cause);
  if (wrapped !== undefined) return wrapped;
  return new InterlockError({ ...httpProblems.REQUEST_REFUSED, status }, { detail: error.message, cause: error });
}

/** Fastify gives a status below 500 to what it refuses itself, a body that breaks off included. */
function fromClientFault(error: unknown): InterlockError | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return undefined;
  const known = "code" in error ? clientFaults[String(error.code)] : undefined;
  return new InterlockError(known ?? { ...httpProblems.REQUEST_REFUSED, status }, { cause: error });
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
