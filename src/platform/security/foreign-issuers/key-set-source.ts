import type { DocumentReader, PublishedDocument } from "./document-reader.js";
import { requireSafeAddress } from "./document-reader.js";

/** Where an issuer's key set comes from. @throws Error when it cannot be had now */
export interface KeySetSource {
  read(): Promise<PublishedDocument>;
}

/** A key set at an address of the configuration. */
export class KeySetAddress implements KeySetSource {
  constructor(
    private readonly reader: DocumentReader,
    private readonly url: string,
  ) {}

  read(): Promise<PublishedDocument> {
    return this.reader.read(this.url);
  }
}

/** A key set in the configuration itself; it changes with a restart. */
export class FixedKeySet implements KeySetSource {
  constructor(private readonly keySet: unknown) {}

  read(): Promise<PublishedDocument> {
    return Promise.resolve({ content: this.keySet, maxAgeSeconds: undefined });
  }
}

/**
 * The key set an issuer's metadata names (OpenID Connect Discovery 1.0 §4, RFC 8414 §3). Its address is kept until the
 * key set cannot be read there.
 */
export class DiscoveredKeySet implements KeySetSource {
  #keySetUrl: string | undefined;

  constructor(
    private readonly reader: DocumentReader,
    private readonly metadataUrl: string,
    /** Whether the metadata speaks for the issuer that is configured (OpenID Connect Discovery 1.0 §4.3). */
    private readonly isIssuer: (named: unknown) => boolean,
  ) {}

  async read(): Promise<PublishedDocument> {
    try {
      this.#keySetUrl ??= await this.#discover();
      return await this.reader.read(this.#keySetUrl);
    } catch (error) {
      this.#keySetUrl = undefined;
      throw error;
    }
  }

  async #discover(): Promise<string> {
    const { content } = await this.reader.read(this.metadataUrl);
    const { issuer, jwks_uri: url } = (content ?? {}) as Readonly<Record<string, unknown>>;
    if (!this.isIssuer(issuer)) throw new Error(`${this.metadataUrl} speaks for another issuer`);
    if (typeof url !== "string" || !URL.canParse(url)) throw new Error(`${this.metadataUrl} names no jwks_uri`);
    requireSafeAddress(new URL(url));
    return url;
  }
}
