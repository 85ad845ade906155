import type { ReviewEntry, ReviewReport } from "../review-report.js";

/** GitHub shows ten annotations per level and step; the worst come first, and the last line tells what is not shown. */
const ANNOTATIONS_PER_LEVEL_MAX = 10;

/** Workflow commands of GitHub Actions: printed to the log, they become annotations of the files. */
export function writeGithub(report: ReviewReport): string {
  const shown = report.entries.filter(({ waiver, verdict, isBlocking }) => {
    return waiver === undefined && (isBlocking || verdict !== "compatible");
  });
  const levels = Map.groupBy(shown, levelOf);
  const lines = [...levels].flatMap(([level, entries]) => [
    ...entries.slice(0, ANNOTATIONS_PER_LEVEL_MAX).map((entry) => annotation(level, entry)),
    ...(entries.length > ANNOTATIONS_PER_LEVEL_MAX
      ? [`${entries.length} at level ${level}, the first 10 annotated`]
      : []),
  ]);
  return `${[...lines, `${report.verdict === "passed" ? "::notice" : "::error"}::${data(report.summary)}`].join("\n")}\n`;
}

function levelOf({ isBlocking, severity }: ReviewEntry): "error" | "warning" | "notice" {
  if (isBlocking || severity === "ERROR") return "error";
  return severity === "WARN" ? "warning" : "notice";
}

function annotation(level: string, { place, rule, message, remedy }: ReviewEntry): string {
  const where = `file=${property(place.file)},line=${place.line},col=${place.column},title=${property(rule)}`;
  return `::${level} ${where}::${data(remedy === undefined ? message : `${message}\n${remedy}`)}`;
}

/** Escapes of the runner's own command parser. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
