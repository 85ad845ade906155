import { parseCompactToken } from "../tokens/compact-token.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import { invalidClient, invalidRequest, OAuthError } from "./oauth-error.js";

const FORM = /^application\/x-www-form-urlencoded\s*(;.*)?$/i;
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
const VALUE_LENGTH_MAX = 256;
const ASSERTION_LENGTH_MAX = 8192;
const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** What reaches the token endpoint, as HTTP delivers it. */
export interface TokenHttpRequest {
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  /** Form text, or the members a form parser made of it. */
  readonly body: unknown;
  readonly remoteAddress: string;
  /** Connection, for its client certificate. */
  readonly socket?: object | undefined;
}

/** How a client proves itself: by its secret, or by an assertion it signed (RFC 7523 §2.2). */
export type ClientProof =
  | { readonly kind: "secret"; readonly clientSecret: string }
  | { readonly kind: "assertion"; readonly assertion: string };

/** The credentials of a client_credentials request. */
export interface TokenRequest {
  readonly clientId: string;
  readonly proof: ClientProof;
  readonly remoteAddress: string;
}

/** Reads a client_credentials request (RFC 6749 §4.4.2, client authentication by §2.3.1). @throws OAuthError */
export function readTokenRequest(request: TokenHttpRequest): TokenRequest {
  if (request.contentType === undefined || !FORM.test(request.contentType)) {
    throw invalidRequest("Send the parameters as application/x-www-form-urlencoded.");
  }
  const form = readForm(request.body);
  const grantType = form.get("grant_type");
  if (grantType === undefined) throw invalidRequest("The parameter grant_type is missing.");
  if (grantType !== "client_credentials") {
    throw new OAuthError("unsupported_grant_type", "Only the grant type client_credentials is offered.", 400);
  }
  return { ...readCredentials(request.authorization, form), remoteAddress: request.remoteAddress };
}

type Credentials = Pick<TokenRequest, "clientId" | "proof">;

/** A client uses one way to authenticate in a request (RFC 6749 §2.3). */
function readCredentials(authorization: string | undefined, form: ReadonlyMap<string, string>): Credentials {
  const clientId = form.get("client_id");
  const clientSecret = form.get("client_secret");
  const assertion = form.get("client_assertion");
  if (assertion !== undefined) {
    if (authorization !== undefined || clientSecret !== undefined) {
      throw invalidRequest("Send either a client assertion or a client secret.");
    }
    return readAssertion(assertion, form);
  }
  if (authorization !== undefined) {
    if (clientSecret !== undefined) throw invalidRequest("Send the client secret once: in the header or in the form.");
    const credentials = readBasic(authorization);
    if (clientId !== undefined && clientId !== credentials.clientId) throw invalidRequest("Two different client ids.");
    return credentials;
  }
  if (clientId === undefined || clientSecret === undefined) throw invalidClient();
  return { clientId, proof: { kind: "secret", clientSecret } };
}

/** The client id is optional beside an assertion, which names it (RFC 7521 §4.2); its subject only chooses the keys. */
function readAssertion(assertion: string, form: ReadonlyMap<string, string>): Credentials {
  if (form.get("client_assertion_type") !== JWT_BEARER) {
    throw invalidRequest(`The parameter client_assertion_type must be ${JWT_BEARER}.`);
  }
  const clientId = form.get("client_id") ?? subjectOf(assertion);
  if (clientId === undefined) throw invalidClient();
  return { clientId, proof: { kind: "assertion", assertion } };
}

function subjectOf(assertion: string): string | undefined {
  try {
    const { sub } = parseCompactToken(assertion).claims;
    return typeof sub === "string" && sub.length <= VALUE_LENGTH_MAX ? sub : undefined;
  } catch (error) {
    if (error instanceof CredentialRefusal) return undefined;
    throw error;
  }
}

/** Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1), unlike in plain HTTP Basic. */
function readBasic(authorization: string): Credentials {
  const encoded = BASIC.exec(authorization)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) throw invalidClient();
  const clientId = formDecode(text.slice(0, colon));
  const clientSecret = formDecode(text.slice(colon + 1));
  if (clientId === undefined || clientSecret === undefined) throw invalidClient();
  return { clientId, proof: { kind: "secret", clientSecret } };
}

function formDecode(text: string): string | undefined {
  try {
    const value = decodeURIComponent(text.replaceAll("+", " "));
    return value.length > VALUE_LENGTH_MAX ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Parameters must not come twice (RFC 6749 §3.2). Names and values are bounded; unknown parameters are ignored. */
function readForm(body: unknown): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  for (const [name, value] of formEntries(body)) {
    if (form.has(name) || typeof value !== "string") throw invalidRequest(`The parameter ${shown(name)} comes twice.`);
    const lengthMax = name === "client_assertion" ? ASSERTION_LENGTH_MAX : VALUE_LENGTH_MAX;
    if (value.length > lengthMax) throw invalidRequest(`The parameter ${shown(name)} is too long.`);
    form.set(name, value);
  }
  return form;
}

/** A parameter without a value counts as left out (RFC 6749 §3.2). */
function formEntries(body: unknown): (readonly [string, unknown])[] {
  const entries: (readonly [string, unknown])[] =
    typeof body === "string" || Buffer.isBuffer(body)
      ? [...new URLSearchParams(body.toString())]
      : Object.entries(typeof body === "object" && body !== null ? body : {});
  return entries.filter(([, value]) => value !== "");
}

function shown(name: string): string {
  return name.replace(/[^\x21-\x7e]/g, "?").slice(0, 40);
}
