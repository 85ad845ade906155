/** Why a token was refused. The reason is for the debug log only; the caller always gets the same answer. */
export class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
