import { writeGithub } from "./formats/write-github.js";
import { writeGitlab } from "./formats/write-gitlab.js";
import { writeHtml } from "./formats/write-html.js";
import { writeJson } from "./formats/write-json.js";
import { writeJunit } from "./formats/write-junit.js";
import { writeMarkdown } from "./formats/write-markdown.js";
import { writeSarif } from "./formats/write-sarif.js";
import { writeText } from "./formats/write-text.js";
import type { ReviewReport } from "./review-report.js";

const WRITERS = {
  text: writeText,
  json: writeJson,
  markdown: writeMarkdown,
  html: writeHtml,
  sarif: writeSarif,
  junit: writeJunit,
  github: writeGithub,
  gitlab: writeGitlab,
} as const satisfies Readonly<Record<string, (report: ReviewReport) => string>>;

export type ReportFormat = keyof typeof WRITERS;

/** Names of the formats, in the order in which help shows them. */
export const REPORT_FORMATS = Object.keys(WRITERS) as readonly ReportFormat[];

/** The report as text of one format, with a line end at its end. Equal reports give equal bytes. */
export function writeReport(report: ReviewReport, format: ReportFormat): string {
  return WRITERS[format](report);
}
