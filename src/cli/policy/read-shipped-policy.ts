import { loadPolicy, type Policy, PolicyError } from "../../platform/security/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

/** The policy of the files. @throws CommandError listing everything that is wrong in them */
export function readShippedPolicy(): Policy {
  try {
    return loadPolicy();
  } catch (error) {
    if (error instanceof PolicyError) throw new CommandError(error.message, EXIT_CODE.findings, { cause: error });
    throw error;
  }
}
