import type { Finding } from "../kernel/finding.js";
import type { Problem } from "../kernel/problem.js";
import { EXIT_CODE, type ExitCode } from "./exit-code.js";

/** The gateway refused a request with a problem (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";

  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(describe(status, problem));
  }

  get exitCode(): ExitCode {
    if (this.status === 401 || this.status === 403) return EXIT_CODE.notAuthorised;
    return this.status >= 500 ? EXIT_CODE.environment : EXIT_CODE.findings;
  }
}

/** Code and detail in the first line, then one line per finding and the correlation id to search the logs for. */
function describe(status: number, problem: Partial<Problem>): string {
  const code = problem.code ?? `HTTP ${status}`;
  const lines = [`${code}: ${problem.detail ?? problem.title ?? "the gateway gave no reason"}`];
  for (const finding of problem.errors ?? []) lines.push(...describeFinding(finding));
  if (code.startsWith("FORBIDDEN_"))
    lines.push("  remedy: ask for the grant, or act as another client with INTERLOCK_CLIENT");
  if (problem.correlationId !== undefined) lines.push(`  correlation id ${problem.correlationId}`);
  return lines.join("\n");
}

/** A finding as text: severity, code, place and message, and the remedy below. */
export function describeFinding(finding: Finding): string[] {
  const place = finding.pointer === "" ? "" : ` at ${finding.pointer}`;
  const line = `  ${finding.severity} ${finding.code}${place}: ${finding.message}`;
  return finding.fix === undefined ? [line] : [line, `    remedy: ${finding.fix}`];
}
