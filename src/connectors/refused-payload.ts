/** A document that cannot be said in the foreign system's words; surely not sent. */
export class RefusedPayload extends Error {
  override readonly name = "RefusedPayload";

  /** @param code of the error catalogue (problems.ts) */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
