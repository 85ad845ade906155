import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type JWK, SignJWT } from "jose";
import type {
  DocumentReader,
  PublishedDocument,
} from "../../../src/platform/security/foreign-issuers/document-reader.js";
import type { ManualClock } from "./manual-clock.js";

interface IssuerKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
}

/** Plays a foreign issuer in memory: signs tokens, publishes keys, can be cut off, and counts what it was asked. */
export class StandInIssuer implements DocumentReader {
  readonly url = "https://issuer.example/realms/plant";
  readonly #keys: IssuerKey[] = [];
  /** Other members of the JWKS. */
  readonly extraKeys: unknown[] = [];
  maxAgeSeconds: number | undefined = 600;
  isDown = false;
  /** Answers instead of the key set when it is set. */
  poison: unknown;
  reads = 0;

  constructor(private readonly clock: ManualClock) {
    this.addKey("first");
  }

  /** From now on this key signs. */
  addKey(keyId: string): void {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: keyId, alg: "RS256", use: "sig" };
    this.#keys.push({ keyId, privateKey, jwk });
  }

  /** The key is published no longer. */
  removeKey(keyId: string): void {
    const index = this.#keys.findIndex((key) => key.keyId === keyId);
    this.#keys.splice(index, 1);
  }

  keyNamed(keyId: string): IssuerKey {
    const key = this.#keys.find((candidate) => candidate.keyId === keyId);
    if (key === undefined) throw new Error(`no key ${keyId}`);
    return key;
  }

  get keySet(): { readonly keys: readonly unknown[] } {
    return { keys: [...this.#keys.map(({ jwk }) => jwk), ...this.extraKeys] };
  }

  read(url: string): Promise<PublishedDocument> {
    this.reads++;
    if (this.isDown) return Promise.reject(new Error(`${url} cannot be reached`));
    const metadata = { issuer: this.url, jwks_uri: `${this.url}/keys` };
    const content = url.endsWith("/openid-configuration") ? metadata : (this.poison ?? this.keySet);
    return Promise.resolve({ content, maxAgeSeconds: this.maxAgeSeconds });
  }

  /** A token of these claims; `iss`, `iat` and `exp` are filled in. @param keyId the newest key by default */
  async sign(claims: Readonly<Record<string, unknown>>, header: object = {}, keyId?: string): Promise<string> {
    const key = keyId === undefined ? this.#keys.at(-1) : this.keyNamed(keyId);
    if (key === undefined) throw new Error("no key");
    const { seconds } = this.clock;
    return await new SignJWT({ iss: this.url, iat: seconds, exp: seconds + 300, ...claims })
      .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: key.keyId, ...header })
      .sign(key.privateKey);
  }
}
