import type { ReviewReport } from "../review-report.js";

/** The report itself, as governance-rules/report.schema.json describes it. */
export function writeJson(report: ReviewReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
