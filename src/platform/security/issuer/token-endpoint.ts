import type { Logger } from "pino";
import type { ClientDirectory, StoredClient } from "../clients/client-directory.js";
import type { AssertionVerifier } from "../clients/assertion-verifier.js";
import type { SecretVerdict, SecretVerifier } from "../clients/secret-verifier.js";
import { requireTrusted } from "../client-certificates/peer-certificate.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import type { EmbeddedIssuer } from "./embedded-issuer.js";
import type { FailedAttempts } from "./failed-attempts.js";
import { invalidClient, OAuthError, overloaded, tooManyAttempts } from "./oauth-error.js";
import { type ClientProof, readTokenRequest, type TokenHttpRequest, type TokenRequest } from "./token-request.js";

/** Status, headers and JSON body of the token endpoint's answer. */
export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string | number>>;
}

/** Checks of the ways in which a client can prove itself. */
export interface ProofVerifiers {
  readonly secrets: SecretVerifier;
  readonly assertions: AssertionVerifier;
}

/** Answers hold credentials or speak of them; no cache may keep them (RFC 6749 §5.1). */
const NO_STORE = { "Cache-Control": "no-store", Pragma: "no-cache" };

/** The client_credentials grant (RFC 6749 §4.4). A requested scope is ignored: grants belong to the client. */
export class TokenEndpoint {
  constructor(
    private readonly issuer: EmbeddedIssuer,
    private readonly clients: ClientDirectory,
    private readonly proofs: ProofVerifiers,
    private readonly failedAttempts: FailedAttempts,
    private readonly logger: Logger,
  ) {}

  async answer(request: TokenHttpRequest): Promise<TokenAnswer> {
    try {
      return await this.#issue(readTokenRequest(request), requireTrusted(request.socket)?.thumbprint);
    } catch (error) {
      const answer = error instanceof CredentialRefusal ? invalidClient() : error;
      if (!(answer instanceof OAuthError)) throw error;
      const { error: code, description, status, headers } = answer;
      return { status, headers: { ...NO_STORE, ...headers }, body: { error: code, error_description: description } };
    }
  }

  /** Over mutual TLS the token is bound to the certificate, so that stealing the token alone is of no use. */
  async #issue(request: TokenRequest, thumbprint: string | undefined): Promise<TokenAnswer> {
    const client = await this.#authenticate(request);
    const { accessToken, tokenId, expiresInSeconds } = await this.issuer.issue(client, thumbprint);
    this.logger.info({ event: "token.issued", clientId: client.clientId, tokenId });
    const body = { access_token: accessToken, token_type: "Bearer", expires_in: expiresInSeconds };
    return { status: 200, headers: NO_STORE, body };
  }

  async #authenticate({ clientId, proof, remoteAddress }: TokenRequest): Promise<StoredClient> {
    const retryAfterSeconds = this.failedAttempts.retryAfterSeconds(clientId, remoteAddress);
    if (retryAfterSeconds > 0) throw tooManyAttempts(retryAfterSeconds);
    const client = await this.clients.find(clientId);
    const verdict = await this.#verify(client, proof);
    if (verdict === "BUSY") throw overloaded();
    if (verdict === "RIGHT" && client !== undefined && !client.isDisabled) {
      this.failedAttempts.forget(clientId, remoteAddress);
      return client;
    }
    this.failedAttempts.record(clientId, remoteAddress);
    this.logger.warn({ event: "token.refused", clientId: clientId.slice(0, 64), remoteAddress });
    throw invalidClient();
  }

  async #verify(client: StoredClient | undefined, proof: ClientProof): Promise<SecretVerdict> {
    if (proof.kind === "secret") return await this.proofs.secrets.verify(client, proof.clientSecret);
    return (await this.proofs.assertions.verify(client, proof.assertion)) ? "RIGHT" : "WRONG";
  }
}
