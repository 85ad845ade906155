/** A report could not be applied since one before it failed; the cause says how. */
export class PredecessorError extends Error {
  override readonly name = "PredecessorError";

  /** @param confirmationId the report that failed */
  constructor(
    readonly confirmationId: string,
    cause: unknown,
  ) {
    super(`report ${confirmationId}, which comes first, cannot be applied`, { cause });
  }
}
