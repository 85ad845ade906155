import { InterlockError } from "../../../kernel/problem.js";
import type { FailedAttempts } from "../issuer/failed-attempts.js";
import type { Authenticator, IdentifiableRequest, Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import type { ClientDirectory } from "./client-directory.js";
import type { SecretVerifier } from "./secret-verifier.js";

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;

/**
 * Accepts client id and secret as HTTP Basic credentials (RFC 7617) where a protocol's clients know nothing else, and leaves
 * every other request to the usual authenticator. Guessing is slowed down as at the token endpoint.
 */
export class SecretAuthenticator implements Authenticator {
  constructor(
    private readonly others: Authenticator,
    private readonly clients: ClientDirectory,
    private readonly secrets: SecretVerifier,
    private readonly failedAttempts: FailedAttempts,
  ) {}

  async authenticate(request: IdentifiableRequest): Promise<Principal> {
    const encoded = BASIC.exec(request.headers.authorization ?? "")?.[1];
    // Two proofs at once are refused by the usual authenticator.
    if (encoded === undefined || request.headers["x-api-key"] !== undefined)
      return await this.others.authenticate(request);
    const [clientId, secret] = splitOnce(Buffer.from(encoded, "base64").toString("utf8"));
    const address = addressOf(request.socket);
    if (this.failedAttempts.retryAfterSeconds(clientId, address) > 0) throw refusal("Too many failed attempts; wait.");
    const client = await this.clients.find(clientId);
    const verdict = await this.secrets.verify(client, secret);
    if (verdict !== "RIGHT" || client === undefined || client.isDisabled) {
      if (verdict !== "BUSY") this.failedAttempts.record(clientId, address);
      throw refusal("The client id or the client secret is wrong.");
    }
    this.failedAttempts.forget(clientId, address);
    return { clientId: client.clientId, kind: client.kind, grants: client.grants };
  }
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(":");
  return colon === -1 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}

function addressOf(socket: object | undefined): string {
  const address = socket !== undefined && "remoteAddress" in socket ? socket.remoteAddress : undefined;
  return typeof address === "string" ? address : "unknown";
}

function refusal(detail: string): InterlockError {
  return new InterlockError(securityProblems.UNAUTHENTICATED, {
    detail,
    headers: { "WWW-Authenticate": `Basic realm="interlock", Bearer realm="interlock"` },
  });
}
