import type { Clock } from "../../../kernel/clock.js";
import type { ClientDirectory } from "../clients/client-directory.js";
import type { Principal } from "../principal.js";
import { CredentialRefusal } from "../tokens/credential-refusal.js";
import { VerifiedCredentialCache } from "../tokens/verified-credential-cache.js";
import { isApiKeySecret, parseApiKey } from "./api-key.js";
import type { ApiKeyDirectory, StoredApiKey } from "./api-key-directory.js";

/** Turns an API key into the client it belongs to. */
export class ApiKeyVerifier {
  readonly #cache: VerifiedCredentialCache;
  #used = new Set<string>();

  constructor(
    private readonly keys: Pick<ApiKeyDirectory, "find" | "noteUse">,
    private readonly clients: Pick<ClientDirectory, "find">,
    private readonly clock: Clock,
  ) {
    this.#cache = new VerifiedCredentialCache(clock);
  }

  /** The principal of a key that was verified within the last minute. */
  findVerified(key: string): Principal | undefined {
    return this.#cache.find(key)?.principal;
  }

  /** An unknown key id takes the same steps as a known one with a wrong secret. @throws CredentialRefusal */
  async verify(text: string): Promise<Principal> {
    const { generation } = this.#cache;
    const parts = parseApiKey(text);
    if (parts === undefined) throw new CredentialRefusal("not an API key");
    const stored = await this.keys.find(parts.keyId);
    const isRight = isApiKeySecret(parts.secret, stored?.secretHash);
    if (stored === undefined || !isRight) throw new CredentialRefusal("unknown API key");
    this.#requireLive(stored);
    const principal = await this.#principalOf(stored.clientId);
    this.#cache.remember(text, { principal, expiresAtMs: stored.expiresAt.getTime() }, generation);
    this.#used.add(parts.keyId);
    return principal;
  }

  forgetClient(clientId: string): void {
    this.#cache.forgetClient(clientId);
  }

  /** Stores which keys were used since the last call; what could not be stored is tried again. */
  async flushUse(): Promise<void> {
    const used = this.#used;
    if (used.size === 0) return;
    this.#used = new Set();
    try {
      await this.keys.noteUse([...used]);
    } catch (error) {
      for (const keyId of used) this.#used.add(keyId);
      throw error;
    }
  }

  #requireLive({ isRevoked, expiresAt }: StoredApiKey): void {
    if (isRevoked) throw new CredentialRefusal("API key revoked");
    if (expiresAt.getTime() <= this.clock.now().getTime()) throw new CredentialRefusal("API key expired");
  }

  async #principalOf(clientId: string): Promise<Principal> {
    const client = await this.clients.find(clientId);
    if (client === undefined || client.isDisabled) throw new CredentialRefusal("the client is disabled");
    return Object.freeze({ clientId, kind: client.kind, grants: client.grants, authenticatedBy: "API_KEY" });
  }
}
