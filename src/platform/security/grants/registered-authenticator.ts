import type { Authenticator, IdentifiableRequest, Principal } from "../principal.js";
import type { GrantRegister } from "./grant-register.js";

/** Authenticates, and sees to it that the grants that will decide are at most a second old. */
export class RegisteredAuthenticator implements Authenticator {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly register: GrantRegister,
  ) {}

  async authenticate(request: IdentifiableRequest): Promise<Principal> {
    const principal = await this.authenticator.authenticate(request);
    const refresh = this.register.keepFresh();
    if (refresh !== undefined) await refresh;
    return principal;
  }
}
