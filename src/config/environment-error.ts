/**
 * The machine or an input cannot be used as it is; the message is one sentence with the remedy.
 * The command line answers it with exit code 3.
 */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}
