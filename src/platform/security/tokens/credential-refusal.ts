/** Why a credential was refused. The reason is for the debug log only; the caller always gets the same answer. */
export class CredentialRefusal extends Error {
  override readonly name = "CredentialRefusal";

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
