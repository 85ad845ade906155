import type { ReviewExcerpt } from "./review-report.js";

const LINES_AROUND = 3;
const LINE_LENGTH_MAX = 160;

/** The texts of a contract by file name. */
export type SourceTexts = ReadonlyMap<string, string>;

/** The lines around a place, or undefined when the file is not at hand. */
export function excerptOf(texts: SourceTexts, file: string, line: number): ReviewExcerpt | undefined {
  const all = texts.get(file)?.split("\n");
  if (all === undefined || line > all.length) return undefined;
  const firstLine = Math.max(1, line - LINES_AROUND);
  const lines = all.slice(firstLine - 1, line + LINES_AROUND).map(cut);
  return { file, firstLine, markedLine: line, lines };
}

function cut(line: string): string {
  const text = line.replace(/\r$/, "");
  return text.length <= LINE_LENGTH_MAX ? text : `${text.slice(0, LINE_LENGTH_MAX)}…`;
}
