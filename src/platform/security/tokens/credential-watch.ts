import type { Logger } from "pino";
import type { ApiKeyVerifier } from "../api-keys/api-key-verifier.js";
import type { CertificateVerifier } from "../client-certificates/certificate-verifier.js";
import type { CredentialChangeReader } from "./credential-change-reader.js";
import type { TokenVerifier } from "./token-verifier.js";

const PAUSE_MS = 1000;

/** Everything that remembers credentials. */
export interface CredentialMemories {
  readonly tokens: Pick<TokenVerifier, "forgetClient" | "refreshKeys">;
  readonly apiKeys: Pick<ApiKeyVerifier, "forgetClient" | "flushUse">;
  readonly certificates: Pick<CertificateVerifier, "forgetClient">;
}

/**
 * Once a second: forgets what was revoked in any process and what a lost key had signed, renews the keys of issuers,
 * and notes which API keys were used. With it a revocation holds everywhere within two seconds; without the database a
 * credential is still verified anew within a minute.
 */
export class CredentialWatch {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  readonly #failing = new Set<string>();

  constructor(
    private readonly changes: CredentialChangeReader,
    private readonly memories: CredentialMemories,
    private readonly logger: Logger,
  ) {}

  /** Called by Nest when the application is up. */
  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.#schedule();
  }

  /** Called by Nest before the database closes. */
  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
    clearTimeout(this.#timer);
  }

  /** One round; a step that fails is tried again with the next. */
  async look(): Promise<void> {
    await this.#step("revocations", () => this.#forgetRevoked());
    await this.#step("keys", () => this.memories.tokens.refreshKeys());
    await this.#step("api-key-use", () => this.memories.apiKeys.flushUse());
  }

  /** The next round is planned when one has ended, so that a slow database sees one of them at a time. */
  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.look().then(() => {
        if (this.#timer !== undefined) this.#schedule();
      });
    }, PAUSE_MS).unref();
  }

  async #forgetRevoked(): Promise<void> {
    const { tokens, apiKeys, certificates } = this.memories;
    for (const clientId of await this.changes.readNew()) {
      for (const memory of [tokens, apiKeys, certificates]) memory.forgetClient(clientId);
    }
  }

  /** An outage is told at its beginning and at its end, not every second. */
  async #step(step: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (this.#failing.delete(step)) this.logger.info({ event: "credential-watch.recovered", step });
    } catch (err) {
      if (!this.#failing.has(step)) this.logger.warn({ event: "credential-watch.failed", step, err });
      this.#failing.add(step);
    }
  }
}
