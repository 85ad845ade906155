import passport from "passport";
import type { Logger } from "pino";
import { InterlockError } from "../../../kernel/problem.js";
import type { ApiKeyVerifier } from "../api-keys/api-key-verifier.js";
import type { CertificateVerifier } from "../client-certificates/certificate-verifier.js";
import { hasUntrustedCertificate, requireTrusted, thumbprintOf } from "../client-certificates/peer-certificate.js";
import type { Authenticator, IdentifiableRequest, Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import { CredentialRefusal } from "./credential-refusal.js";
import { CredentialStrategy } from "./credential-strategy.js";
import { credentialsOf, type RequestCredentials } from "./request-credentials.js";
import type { TokenVerifier } from "./token-verifier.js";

type Middleware = (request: IdentifiableRequest, response: object, next: (error?: unknown) => void) => void;

/**
 * Authenticates through a passport instance of its own, without sessions: access tokens, API keys and client
 * certificates. A credential that was verified within the last minute is answered from its cache and does not enter
 * passport: that is the hot path of every request.
 */
export class PassportAuthenticator implements Authenticator {
  readonly #passport = new passport.Passport();

  constructor(
    private readonly tokens: TokenVerifier,
    private readonly apiKeys: ApiKeyVerifier,
    private readonly certificates: CertificateVerifier,
    private readonly logger: Logger,
  ) {
    this.#passport.use(new CredentialStrategy("bearer", (request) => this.#checkToken(request)));
    this.#passport.use(new CredentialStrategy("api-key", (request) => this.#checkApiKey(request)));
    this.#passport.use(new CredentialStrategy("none", ({ socket }) => certificates.verify(socket)));
    this.#passport.use(new CredentialStrategy("unsupported", refuseCredentials));
    this.#passport.use(new CredentialStrategy("refused", refuseCredentials));
  }

  async authenticate(request: IdentifiableRequest): Promise<Principal> {
    const credentials = credentialsOf(request);
    return this.#findVerified(credentials, request) ?? this.#throughPassport(credentials, request);
  }

  #findVerified(credentials: RequestCredentials, { socket }: IdentifiableRequest): Principal | undefined {
    if (hasUntrustedCertificate(socket)) return undefined;
    switch (credentials.kind) {
      case "bearer":
        return this.tokens.findVerified(credentials.token, () => thumbprintOf(socket));
      case "api-key":
        return this.apiKeys.findVerified(credentials.key);
      case "none":
        return this.certificates.findVerified(socket);
      case "unsupported":
      case "refused":
        return undefined;
    }
  }

  async #checkToken(request: IdentifiableRequest): Promise<Principal> {
    const credentials = credentialsOf(request);
    if (credentials.kind !== "bearer") throw new CredentialRefusal("no bearer token");
    requireTrusted(request.socket);
    return await this.tokens.verify(credentials.token, () => thumbprintOf(request.socket));
  }

  async #checkApiKey(request: IdentifiableRequest): Promise<Principal> {
    const credentials = credentialsOf(request);
    if (credentials.kind !== "api-key") throw new CredentialRefusal("no API key");
    requireTrusted(request.socket);
    return await this.apiKeys.verify(credentials.key);
  }

  #throughPassport({ kind }: RequestCredentials, request: IdentifiableRequest): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const decide = (error: Error | null, user?: Express.User | false | null, info?: object): void => {
        if (error !== null) reject(error);
        else if (user === false || user === null || user === undefined) reject(this.#refuse(kind, info));
        else resolve(user as Principal);
      };
      const middleware = this.#passport.authenticate(kind, { session: false }, decide) as Middleware;
      middleware(request, {}, reject);
    });
  }

  /** RFC 6750 §3.1: a request without a credential that is known here is told what to send, and no error. */
  #refuse(kind: RequestCredentials["kind"], info: object | undefined): InterlockError {
    const reason = info !== undefined && "message" in info ? info.message : undefined;
    this.logger.debug({ event: "authentication.refused", credential: kind, reason });
    return unauthenticated(
      kind === "none" || kind === "unsupported" ? CHALLENGE : `${CHALLENGE}, error="invalid_token"`,
    );
  }
}

const CHALLENGE = `Bearer realm="interlock"`;

function refuseCredentials(request: IdentifiableRequest): Promise<Principal> {
  const credentials = credentialsOf(request);
  return Promise.reject(new CredentialRefusal(credentials.kind === "refused" ? credentials.reason : "no bearer token"));
}

/** One answer for every cause: what was wrong with a credential helps only whoever forged it. */
function unauthenticated(challenge: string): InterlockError {
  return new InterlockError(securityProblems.UNAUTHENTICATED, {
    detail: "Send a valid access token as Authorization: Bearer <token>; POST /oauth/token issues one.",
    headers: { "WWW-Authenticate": challenge },
  });
}
