/** Exit codes of every command. */
export const EXIT_CODE = {
  ok: 0,
  /** A gate is blocked, there are findings, or the gateway refused the request. */
  findings: 1,
  usage: 2,
  /** The machine, the network, the database, a file or a setting cannot be used. */
  environment: 3,
  notAuthorised: 4,
  integrityFailure: 5,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];

/** Ends a command with a sentence for the reader and an exit code. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
