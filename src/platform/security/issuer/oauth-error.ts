/** An answer of the token endpoint that is not a token (RFC 6749 §5.2). */
export class OAuthError extends Error {
  override readonly name = "OAuthError";

  constructor(
    readonly error: "invalid_request" | "invalid_client" | "unsupported_grant_type" | "temporarily_unavailable",
    readonly description: string,
    readonly status: number,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
  }
}

export function invalidRequest(description: string): OAuthError {
  return new OAuthError("invalid_request", description, 400);
}

/** The same words for an unknown client, a disabled one and a wrong secret. */
export function invalidClient(): OAuthError {
  return new OAuthError("invalid_client", "The client id or the client secret is wrong.", 401, {
    "WWW-Authenticate": `Basic realm="interlock"`,
  });
}

export function tooManyAttempts(retryAfterSeconds: number): OAuthError {
  return new OAuthError(
    "temporarily_unavailable",
    "Too many failed attempts for this client from this address; try again later.",
    429,
    { "Retry-After": String(retryAfterSeconds) },
  );
}

export function overloaded(): OAuthError {
  return new OAuthError("temporarily_unavailable", "Too many token requests at once; try again.", 503, {
    "Retry-After": "1",
  });
}
