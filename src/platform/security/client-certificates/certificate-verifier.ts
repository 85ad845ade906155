import type { Clock } from "../../../kernel/clock.js";
import type { ClientDirectory } from "../clients/client-directory.js";
import type { Principal } from "../principal.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import { VerifiedCredentialCache } from "../tokens/verified-credential-cache.js";
import type { CertificateDirectory } from "./certificate-directory.js";
import { type PeerCertificate, requireTrusted, thumbprintOf } from "./peer-certificate.js";

/** Turns the client certificate of a connection into the client it is registered for (RFC 8705 §2). */
export class CertificateVerifier {
  readonly #cache: VerifiedCredentialCache;

  constructor(
    private readonly certificates: Pick<CertificateDirectory, "findClientId">,
    private readonly clients: Pick<ClientDirectory, "find">,
    private readonly clock: Clock,
  ) {
    this.#cache = new VerifiedCredentialCache(clock);
  }

  /** The principal of a certificate that was verified within the last minute; undefined also without a certificate. */
  findVerified(socket: object | undefined): Principal | undefined {
    const thumbprint = thumbprintOf(socket);
    return thumbprint === undefined ? undefined : this.#cache.find(thumbprint)?.principal;
  }

  /** @throws CredentialRefusal */
  async verify(socket: object | undefined): Promise<Principal> {
    const certificate = requireTrusted(socket);
    if (certificate === undefined) throw new CredentialRefusal("no credential");
    this.#requireValid(certificate);
    const { generation } = this.#cache;
    const principal = await this.#principalOf(certificate);
    this.#cache.remember(certificate.thumbprint, { principal, expiresAtMs: certificate.validToMs }, generation);
    return principal;
  }

  forgetClient(clientId: string): void {
    this.#cache.forgetClient(clientId);
  }

  /** The handshake has checked this too, but a connection may outlive its certificate. */
  #requireValid({ validFromMs, validToMs }: PeerCertificate): void {
    const nowMs = this.clock.now().getTime();
    if (nowMs < validFromMs || nowMs >= validToMs) throw new CredentialRefusal("client certificate not valid now");
  }

  async #principalOf(certificate: PeerCertificate): Promise<Principal> {
    const clientId = await this.certificates.findClientId(certificate);
    const client = clientId === undefined ? undefined : await this.clients.find(clientId);
    if (client === undefined) throw new CredentialRefusal("client certificate not registered");
    if (client.isDisabled) throw new CredentialRefusal("the client is disabled");
    const { kind, grants } = client;
    return Object.freeze({ clientId: client.clientId, kind, grants, authenticatedBy: "CERTIFICATE" });
  }
}
