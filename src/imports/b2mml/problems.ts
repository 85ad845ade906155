import { defineProblems } from "../../kernel/problem.js";

const refusal = { class: "CONTRACT", status: 422, retryable: false } as const;

/** Codes that only a B2MML file can lead to; the codes of the governed documents come from the capabilities below. */
export const B2MML_PROBLEMS = defineProblems({
  B2MML_FILE_UNREADABLE: { ...refusal, status: 400, title: "The file cannot be opened" },
  B2MML_NOT_WELL_FORMED: { ...refusal, status: 400, title: "The file is not well-formed XML in UTF-8" },
  B2MML_DTD_FORBIDDEN: { ...refusal, status: 400, title: "The file declares a document type" },
  B2MML_TOO_LARGE: { ...refusal, status: 413, title: "The file is larger or deeper than an import may be" },
  B2MML_VERSION_UNSUPPORTED: { ...refusal, title: "The file is not in the namespace of B2MML V0401" },
  B2MML_MESSAGE_UNSUPPORTED: { ...refusal, title: "The B2MML message or its verb is not imported" },
  B2MML_CONTENT_MISSING: { ...refusal, title: "The B2MML message lacks an element the governed document needs" },
  B2MML_CONTENT_UNSUPPORTED: {
    ...refusal,
    title: "The B2MML message says something the governed document cannot carry",
  },
  B2MML_VALUE_NOT_CARRIED: { ...refusal, title: "A value of the B2MML message was left out" },
  B2MML_VALUE_DEFAULTED: { ...refusal, title: "A value the B2MML message does not name was taken from the plant" },
  FILE_DATE_DIFFERS: { ...refusal, title: "The date in the file name is not the date in the file" },
  ALLOCATION_AMBIGUOUS: { ...refusal, title: "An allocated lot fits more than one component line" },
});
