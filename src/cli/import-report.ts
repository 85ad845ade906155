import type { CallResult, FileReport, ImportOutcome } from "../imports/public.js";
import type { Problem } from "../kernel/problem.js";
import { describeFinding } from "./api-problem.js";

const WORDS: Readonly<Record<ImportOutcome, string>> = {
  TAKEN: "ok",
  QUARANTINED: "quarantined",
  PARKED: "parked",
  REFUSED: "refused",
  UNREADABLE: "unreadable",
  UNAUTHORISED: "not authorised",
  UNAVAILABLE: "no gateway",
};

/** One line for the file, and what there is to say about it below. */
export function describeReport(report: FileReport): { readonly line: string; readonly details: readonly string[] } {
  const word = report.isDryRun && report.outcome === "TAKEN" ? "would be ok" : WORDS[report.outcome];
  const resources = report.results.map((result) => result.resource).join(", ");
  return {
    line: `${word.padEnd(14)} ${report.file}${resources === "" ? "" : `  ${resources}`}`,
    details: [...report.results.flatMap(describeProblem), ...report.findings.flatMap(describeFinding)],
  };
}

/** The gateway's problem; a dry run gets a validation report, which carries its findings under another name. */
function describeProblem({ outcome, problem, resource }: CallResult): string[] {
  if (typeof problem !== "object" || problem === null) return [];
  const { code, detail, title, errors, findings } = problem as Partial<Problem> & {
    readonly findings?: Problem["errors"];
  };
  const reason = [code, detail ?? title].filter((part) => part !== undefined).join(": ");
  return [
    `  ${resource}: ${WORDS[outcome]}${reason === "" ? "" : `, ${reason}`}`,
    ...(errors ?? findings ?? []).flatMap(describeFinding),
  ];
}
