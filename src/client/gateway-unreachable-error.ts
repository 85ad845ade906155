/** No attempt got an answer; whether the request had an effect is not known, and repeating it with its key is safe. */
export class GatewayUnreachableError extends Error {
  override readonly name = "GatewayUnreachableError";

  constructor(
    readonly url: string,
    readonly attemptCount: number,
    cause: unknown,
  ) {
    super(`no answer from ${url} in ${attemptCount} ${attemptCount === 1 ? "attempt" : "attempts"}`, { cause });
  }
}
