import { defineProblems } from "../../kernel/problem.js";

/** What can be wrong with a request before its contract is looked at, and what can go wrong on our side. */
export const httpProblems = defineProblems({
  ROUTE_UNKNOWN: { class: "CONTRACT", status: 404, retryable: false, title: "No contract serves this address." },
  METHOD_NOT_ALLOWED: {
    class: "CONTRACT",
    status: 405,
    retryable: false,
    title: "The address exists, the method does not.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    class: "CONTRACT",
    status: 415,
    retryable: false,
    title: "The body is of a media type the operation does not take.",
  },
  BODY_TOO_LARGE: { class: "CONTRACT", status: 413, retryable: false, title: "The body is larger than allowed." },
  JSON_MALFORMED: { class: "CONTRACT", status: 400, retryable: false, title: "The body is not well-formed JSON." },
  DUPLICATE_KEY: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "An object of the body names a member twice.",
  },
  TOO_DEEP: { class: "CONTRACT", status: 400, retryable: false, title: "The body is nested too deeply." },
  BAD_FRAMING: { class: "CONTRACT", status: 400, retryable: false, title: "The HTTP message is ambiguous or broken." },
  URL_MALFORMED: { class: "CONTRACT", status: 400, retryable: false, title: "The address cannot be decoded." },
  REQUEST_REFUSED: { class: "CONTRACT", status: 400, retryable: false, title: "The request was refused." },
  HEADERS_TOO_LARGE: {
    class: "CONTRACT",
    status: 431,
    retryable: false,
    title: "The header section is larger than allowed.",
  },
  TOO_MANY_PARAMETERS: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The query or form has more parameters than allowed.",
  },
  CONTENT_ENCODING_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "The body is not what its Content-Encoding says.",
  },
  EXPECTATION_FAILED: {
    class: "CONTRACT",
    status: 417,
    retryable: false,
    title: "The expectation of the request cannot be met.",
  },
  REQUEST_TIMEOUT: {
    class: "TECHNICAL",
    status: 408,
    retryable: true,
    title: "The request did not arrive completely in time.",
  },
  INTERNAL: { class: "TECHNICAL", status: 500, retryable: true, title: "An unexpected error on our side." },
  RESPONSE_CONTRACT_VIOLATION: {
    class: "TECHNICAL",
    status: 500,
    retryable: false,
    title: "The answer would have broken its own contract and was held back.",
  },
  DATABASE_UNAVAILABLE: { class: "TECHNICAL", status: 503, retryable: true, title: "The database cannot be reached." },
});
