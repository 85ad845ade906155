import passport from "passport";
import type { IdentifiableRequest, Principal } from "../principal.js";
import { CredentialRefusal } from "./credential-refusal.js";

type Actions = passport.StrategyCreatedStatic;

/** Checks the one kind of credential it knows. @throws CredentialRefusal; other errors when it could not find out. */
export type CredentialCheck = (request: IdentifiableRequest) => Promise<Principal>;

/**
 * Passport strategy around one check. The packaged strategies are not used: passport-jwt leaves key selection and the
 * algorithm list to its caller, passport-headerapikey compares in the caller's time, and passport-client-cert never
 * asks whether the handshake trusted the certificate.
 */
export class CredentialStrategy extends passport.Strategy {
  /** TypeScript-private on purpose: passport calls the strategy through Object.create, where #private does not exist. */
  constructor(
    override readonly name: string,
    private readonly check: CredentialCheck,
  ) {
    super();
  }

  /** Ends in exactly one of passport's success, fail (message for the log) and error (could not be decided). */
  override authenticate(this: this & Actions, request: IdentifiableRequest): void {
    this.check(request).then(
      (principal) => this.success(principal),
      (error: unknown) =>
        error instanceof CredentialRefusal ? this.fail({ message: error.reason }) : this.error(error),
    );
  }
}
