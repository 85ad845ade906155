import type { Clock } from "../kernel/clock.js";

/** Credentials of an OAuth 2.0 client (RFC 6749 §4.4). */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where the client gets its access tokens from. */
export interface AccessTokenSource {
  /** @throws AccessTokenError when none is granted */
  token(): Promise<string>;
  /** The gateway refused the token; the next one must be new. */
  forget(): void;
}

/** The token endpoint granted nothing. */
export class AccessTokenError extends Error {
  override readonly name = "AccessTokenError";

  constructor(readonly status: number) {
    super(`the token endpoint answered ${status}; check client id, secret and issuer`);
  }

  /** Trying again with the same credentials is of no use. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

const TIMEOUT_MS = 15_000;
/** Part of its lifetime after which a token is replaced, so that none ends on its way. */
const LIFETIME_USED = 0.8;
const LIFETIME_SECONDS_UNKNOWN = 60;

/** Tokens by the client credentials grant, each used for most of its life and asked for once by all who wait. */
export class ClientCredentialsTokens implements AccessTokenSource {
  #granted: { readonly text: string; readonly expiresAtMs: number } | undefined;
  #asking: Promise<string> | undefined;

  /** @param tokenUrl such as `http://127.0.0.1:8080/oauth/token` */
  constructor(
    private readonly tokenUrl: string,
    private readonly credentials: ClientCredentials,
    private readonly clock: Clock,
  ) {}

  async token(): Promise<string> {
    const granted = this.#granted;
    if (granted !== undefined && granted.expiresAtMs > this.clock.monotonicMs()) return granted.text;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return await this.#asking;
  }

  forget(): void {
    this.#granted = undefined;
  }

  async #ask(): Promise<string> {
    const { clientId, clientSecret } = this.credentials;
    const grant = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const response = await fetch(this.tokenUrl, {
      method: "POST",
      body: new URLSearchParams(grant),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: unknown = response.ok ? await response.json() : await response.body?.cancel();
    const { access_token: text, expires_in: seconds = LIFETIME_SECONDS_UNKNOWN } = (answer ?? {}) as TokenAnswer;
    if (text === undefined) throw new AccessTokenError(response.status);
    this.#granted = { text, expiresAtMs: this.clock.monotonicMs() + seconds * 1000 * LIFETIME_USED };
    return text;
  }
}

/** RFC 6749 §5.1. */
interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
}
