/** The document cannot be said in the ERP's words; found before anything is sent. */
export class RefusedPayload extends Error {
  override readonly name = "RefusedPayload";

  constructor(
    /** Code of the catalogue. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
