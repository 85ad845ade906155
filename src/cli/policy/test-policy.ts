import {
  type NamedCaseFile,
  policyFolder,
  PolicyError,
  readPolicyCases,
  runPolicyCases,
} from "../../platform/security/public.js";
import { CommandError, EXIT_CODE, type ExitCode } from "../exit-code.js";
import { notice, paint, printJson, printLine } from "../output.js";
import { readShippedPolicy } from "./read-shipped-policy.js";

/** Runs every case of the policy and prints those that fail. */
export function testPolicy(isJson: boolean): ExitCode {
  const policy = readShippedPolicy();
  const results = runPolicyCases(policy, readCases());
  const failed = results.filter(({ hasPassed }) => !hasPassed);
  if (isJson) printJson({ digest: policy.digest, cases: results.length, failed: failed.length, results });
  for (const { file, name, message } of isJson ? [] : failed) {
    printLine(`${paint("red", "failed", process.stdout)}  ${file}  ${name}\n        ${message}`);
  }
  notice(`${results.length - failed.length} of ${results.length} cases passed; policy ${policy.digest.slice(0, 12)}.`);
  return failed.length === 0 ? EXIT_CODE.ok : EXIT_CODE.findings;
}

function readCases(): readonly NamedCaseFile[] {
  try {
    return readPolicyCases(policyFolder);
  } catch (error) {
    if (error instanceof PolicyError) throw new CommandError(error.message, EXIT_CODE.findings, { cause: error });
    throw error;
  }
}
