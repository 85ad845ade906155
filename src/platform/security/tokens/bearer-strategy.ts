import passport from "passport";
import { TokenRefusal } from "./token-refusal.js";
import type { TokenVerifier } from "./token-verifier.js";

/** The part of a request the strategy reads. */
export interface BearerRequest {
  readonly headers: { readonly authorization?: string | undefined };
}

type Actions = passport.StrategyCreatedStatic;

const BEARER = /^bearer +([^\s]+)$/i;

/** The token of an Authorization header (RFC 6750 §2.1), or undefined when there is none. */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
}

/**
 * Passport strategy for bearer tokens. passport-jwt is not used: it leaves key selection and the algorithm list to its
 * caller and verifies through a second JWT library.
 */
export class BearerStrategy extends passport.Strategy {
  override readonly name = "bearer";

  /** TypeScript-private on purpose: passport calls the strategy through Object.create, where #private does not exist. */
  constructor(private readonly verifier: TokenVerifier) {
    super();
  }

  /** Ends in exactly one of passport's success, fail (message for the log) and error (could not be decided). */
  override authenticate(this: this & Actions, request: BearerRequest): void {
    const token = bearerTokenOf(request.headers.authorization);
    if (token === undefined) {
      this.fail({ message: "no bearer token" });
      return;
    }
    this.verifier.verify(token).then(
      (principal) => this.success(principal),
      (error: unknown) => (error instanceof TokenRefusal ? this.fail({ message: error.reason }) : this.error(error)),
    );
  }
}
