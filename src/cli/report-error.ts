import { CommanderError } from "commander";
import { ConfigurationError } from "../config/configuration.js";
import { EnvironmentError } from "../config/environment-error.js";
import { IntegrityError } from "../config/integrity-error.js";
import { InterlockError } from "../kernel/problem.js";
import { ApiProblem } from "./api-problem.js";
import { CommandError, EXIT_CODE, type ExitCode } from "./exit-code.js";
import { notice, paint, printJson } from "./output.js";

/** Says why a command ended and returns its exit code. With `--json` a refusal of the gateway is data as well. */
export function reportError(error: unknown, isJson: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
  const exitCode = exitCodeOf(error);
  if (error instanceof ApiProblem && isJson) printJson(error.problem);
  const text = error instanceof Error ? error.message : String(error);
  notice(`${paint("red", "error:")} ${exitCode === EXIT_CODE.internal ? withStack(error, text) : text}`);
  return exitCode;
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError || error instanceof ApiProblem) return error.exitCode;
  if (error instanceof ConfigurationError || error instanceof EnvironmentError) return EXIT_CODE.environment;
  if (error instanceof IntegrityError) return EXIT_CODE.integrityFailure;
  if (error instanceof InterlockError) return EXIT_CODE.findings;
  return EXIT_CODE.internal;
}

/** Only a defect of Interlock shows its stack: it is for whoever mends it. */
function withStack(error: unknown, text: string): string {
  const stack = error instanceof Error ? (error.stack ?? text) : text;
  return `this is a defect of Interlock, please report it with the lines below\n${stack}`;
}
