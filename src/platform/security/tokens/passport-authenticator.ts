import passport from "passport";
import type { Logger } from "pino";
import { InterlockError } from "../../../kernel/problem.js";
import type { Authenticator, Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import { type BearerRequest, BearerStrategy, bearerTokenOf } from "./bearer-strategy.js";
import type { TokenVerifier } from "./token-verifier.js";

type Middleware = (request: BearerRequest, response: object, next: (error?: unknown) => void) => void;

/**
 * Authenticates through a passport instance of its own, without sessions. A token that was verified within the last
 * minute is answered from the cache and does not enter passport: that is the hot path of every request.
 */
export class PassportAuthenticator implements Authenticator {
  readonly #passport = new passport.Passport();

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly logger: Logger,
  ) {
    this.#passport.use(new BearerStrategy(verifier));
  }

  async authenticate(authorization: string | undefined): Promise<Principal> {
    const token = bearerTokenOf(authorization);
    if (token === undefined) throw unauthenticated(`Bearer realm="interlock"`);
    return this.verifier.findVerified(token) ?? this.#throughPassport(authorization);
  }

  #throughPassport(authorization: string | undefined): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const decide = (error: Error | null, user?: Express.User | false | null, info?: object): void => {
        if (error !== null) reject(error);
        else if (user === false || user === null || user === undefined) reject(this.#refuse(info));
        else resolve(user as Principal);
      };
      const middleware = this.#passport.authenticate("bearer", { session: false }, decide) as Middleware;
      middleware({ headers: { authorization } }, {}, reject);
    });
  }

  #refuse(info: object | undefined): InterlockError {
    const reason = info !== undefined && "message" in info ? info.message : undefined;
    this.logger.debug({ event: "authentication.refused", reason });
    return unauthenticated(`Bearer realm="interlock", error="invalid_token"`);
  }
}

/** One answer for every cause: what was wrong with a token helps only whoever forged it. */
function unauthenticated(challenge: string): InterlockError {
  return new InterlockError(securityProblems.UNAUTHENTICATED, {
    detail: "Send a valid access token as Authorization: Bearer <token>; POST /oauth/token issues one.",
    headers: { "WWW-Authenticate": challenge },
  });
}
