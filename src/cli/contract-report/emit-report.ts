import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { REPORT_FORMATS, type ReportFormat, type ReviewReport, writeReport } from "../../governance/public.js";
import { CommandError, EXIT_CODE, type ExitCode } from "../exit-code.js";
import { notice } from "../output.js";
import type { ReportOptions } from "./report-options.js";

/** A file to write, and in which format. */
export interface ReportOutput {
  readonly path: string;
  readonly format: ReportFormat;
}

const FORMAT_OF_ENDING: Readonly<Record<string, ReportFormat>> = {
  ".txt": "text",
  ".json": "json",
  ".md": "markdown",
  ".html": "html",
  ".sarif": "sarif",
  ".xml": "junit",
};

/**
 * Says before any work is done which files are to be written.
 * @throws CommandError for an ending that tells no format
 */
export function readOutputs({ output = [] }: Pick<ReportOptions, "output">): ReportOutput[] {
  return output.map((text) => {
    const [, name = "", path = ""] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
    const named = REPORT_FORMATS.find((format) => format === name);
    if (named !== undefined) return { path, format: named };
    const format = FORMAT_OF_ENDING[extname(text).toLowerCase()];
    if (format !== undefined) return { path: text, format };
    const endings = Object.keys(FORMAT_OF_ENDING).join(", ");
    const advice = `use one of ${endings}, or format=path such as gitlab=code-quality.json`;
    throw new CommandError(`--output ${text}: the ending does not tell the format; ${advice}.`, EXIT_CODE.usage);
  });
}

/** Writes the report to stdout and to every file, and sets the exit code of the command. */
export function emitReport(report: ReviewReport, format: ReportFormat, outputs: readonly ReportOutput[]): void {
  process.stdout.write(writeReport(report, format));
  for (const output of outputs) {
    writeOutput(output.path, writeReport(report, output.format));
    notice(`wrote ${output.path}`);
  }
  process.exitCode = exitCodeOf(report);
}

function writeOutput(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The report cannot be written to ${path}: ${reason}`, EXIT_CODE.environment);
  }
}

function exitCodeOf({ verdict }: ReviewReport): ExitCode {
  if (verdict === "passed") return EXIT_CODE.ok;
  return verdict === "unreadable" ? EXIT_CODE.environment : EXIT_CODE.findings;
}
