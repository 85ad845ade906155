import { type Command, Option } from "commander";
import type { FailOn, ReportFormat } from "../../governance/public.js";

/** Written out here, so that no help text loads the writers; the types keep both lists equal. */
const FORMATS: Readonly<Record<ReportFormat, true>> = {
  text: true,
  json: true,
  markdown: true,
  html: true,
  sarif: true,
  junit: true,
  github: true,
  gitlab: true,
};
const THRESHOLDS: Readonly<Record<FailOn, true>> = { error: true, warn: true, info: true, none: true };

/** Options of every command that ends in a report. */
export interface ReportOptions {
  readonly format: ReportFormat;
  readonly output?: readonly string[];
  readonly failOn: FailOn;
  readonly waivers?: string;
  readonly date?: string;
}

const OUTPUT_HELP = "also write report.html, .json, .md, .sarif, .xml (JUnit), .txt, or format=path; may be repeated";

/** Adds `--format` and `--output`. */
export function withFormats(command: Command): Command {
  return command
    .addOption(new Option("--format <format>", "what stdout gets").choices(Object.keys(FORMATS)).default("text"))
    .option("--output <file>", OUTPUT_HELP, collect);
}

/** Adds the options by which a report is judged. */
export function withJudgement(command: Command): Command {
  return withFormats(command)
    .addOption(
      new Option("--fail-on <severity>", "the least severity that blocks; undecided counts as error")
        .choices(Object.keys(THRESHOLDS))
        .default("error"),
    )
    .option("--waivers <file>", "accepted findings, as `interlock waive` writes them")
    .option("--date <yyyy-mm-dd>", "the day for sunsets and waivers, also printed; today (UTC) without it");
}

/** A repeatable option, not one of several values, which would swallow the arguments behind it. */
function collect(path: string, paths: readonly string[] = []): readonly string[] {
  return [...paths, path];
}
