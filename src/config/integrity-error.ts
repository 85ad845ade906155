/**
 * Something that must be exactly as it was left is not: a signature, a hash or a chain does not fit. Nothing goes on with
 * it. The command line answers it with exit code 5.
 */
export class IntegrityError extends Error {
  override readonly name = "IntegrityError";
}
