/** What is wrong with a JSON text. */
export type JsonFaultKind = "MALFORMED" | "DUPLICATE_KEY" | "TOO_DEEP" | "FORBIDDEN_KEY" | "BAD_NUMBER" | "BAD_TEXT";

/** The first fault of a JSON text. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";

  constructor(
    readonly kind: JsonFaultKind,
    /** Completes "The body …". */
    reason: string,
    /** JSON pointer (RFC 6901) of the value in which the fault lies. */
    readonly pointer: string,
    /** Index of the character at which reading stopped. */
    readonly offset: number,
  ) {
    super(reason);
  }
}
