import { defineProblems } from "../kernel/problem.js";

/** Codes of reading and judging contracts; in a lint they are findings, in an upload the answer. */
export const governanceProblems = defineProblems({
  BUNDLE_TOO_LARGE: {
    class: "CONTRACT",
    status: 413,
    retryable: false,
    title: "The contract bundle is larger than allowed.",
  },
  CONTRACT_FORMAT_UNKNOWN: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The file is no OpenAPI 3 or AsyncAPI 2 or 3 document.",
  },
  EXTERNAL_REF: { class: "CONTRACT", status: 422, retryable: false, title: "A reference leaves the bundle." },
  FINDINGS_LEFT_OUT: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "More findings were made than are shown.",
  },
  FORBIDDEN_KEY: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A member has a name that is not allowed.",
  },
  GATE_CLOSED: {
    class: "CONTRACT",
    status: 409,
    retryable: false,
    title: "The gateway refuses a promotion and gives no reason.",
  },
  LINT_ABORTED: { class: "CONTRACT", status: 422, retryable: false, title: "Reading the contract ended early." },
  LINT_TIMEOUT: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "Reading the contract did not end in time.",
  },
  NUMBER_NOT_EXACT: { class: "CONTRACT", status: 422, retryable: false, title: "A number cannot be kept exactly." },
  REF_FILE_MISSING: { class: "CONTRACT", status: 422, retryable: false, title: "A file is not part of the bundle." },
  REF_OUTSIDE_BUNDLE: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A reference points out of the root folder.",
  },
  REF_UNRESOLVED: { class: "CONTRACT", status: 422, retryable: false, title: "A reference leads nowhere." },
  RULE_NOT_RUN: { class: "GOVERNANCE", status: 422, retryable: false, title: "A rule did not run." },
  RULESET_REJECTED: {
    class: "GOVERNANCE",
    status: 422,
    retryable: false,
    title: "An uploaded ruleset is not accepted.",
  },
  WAIVER_UNUSED: { class: "GOVERNANCE", status: 422, retryable: false, title: "A waiver covers no finding." },
  YAML_ALIASES_EXCEEDED: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "YAML aliases multiply beyond the limit.",
  },
  YAML_DEPTH_EXCEEDED: { class: "CONTRACT", status: 422, retryable: false, title: "The file nests too deep." },
  YAML_DUPLICATE_KEY: { class: "CONTRACT", status: 422, retryable: false, title: "A key stands twice in one object." },
  YAML_INVALID: { class: "CONTRACT", status: 422, retryable: false, title: "The file is no valid YAML 1.2 or JSON." },
});
