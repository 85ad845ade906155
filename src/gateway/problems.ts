import { type ProblemDefinition, defineProblems } from "../kernel/problem.js";

/** What a contract can find wrong with a request. */
export const gatewayProblems = defineProblems({
  SCHEMA_VIOLATION: { class: "CONTRACT", status: 422, retryable: false, title: "The request breaks its contract." },
  UNKNOWN_FIELD: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The request names a member that the contract does not know.",
  },
  BAD_QUANTITY: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A quantity is not decimal text with a unit of measure.",
  },
  BAD_TIME: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A time, date or duration is not written as the contract says.",
  },
  IDEMPOTENCY_KEY_MISSING: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The operation needs an Idempotency-Key header.",
  },
  IN_FLIGHT: {
    class: "CONCURRENCY",
    status: 409,
    retryable: true,
    title: "A request with this Idempotency-Key is being worked on",
  },
  ETAG_REQUIRED: {
    class: "CONCURRENCY",
    status: 428,
    retryable: false,
    title: "The operation needs an If-Match header.",
  },
  VERSION_RETIRED: {
    class: "GOVERNANCE",
    status: 410,
    retryable: false,
    title: "This version of the API is not served any more.",
  },
  NOT_REPRESENTABLE_IN_VERSION: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "This version of the API has no words for the content.",
  },
  NOT_ACCEPTABLE: { class: "CONTRACT", status: 406, retryable: false, title: "The answer exists only as JSON." },
});

const byCode: Readonly<Record<string, ProblemDefinition>> = gatewayProblems;

/** Codes that a schema may name as x-interlock.problem. */
export const schemaProblemCodes: ReadonlySet<string> = new Set(["SCHEMA_VIOLATION", "BAD_QUANTITY", "BAD_TIME"]);

export function definitionOf(code: string): ProblemDefinition {
  return byCode[code] ?? gatewayProblems.SCHEMA_VIOLATION;
}
