import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

type Members = Readonly<Record<string, unknown>>;

/** A signature key of an issuer, with the id under which it is published. */
export interface KnownKey {
  readonly keyId: string;
  readonly algorithm: "RS256" | "ES256";
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A token that must be refused. */
export interface Forgery {
  readonly what: string;
  readonly token: string;
}

export interface ForgeryScene {
  /** Exact issuer of the good token. */
  readonly issuer: string;
  readonly audience: string;
  readonly rsa: KnownKey;
  readonly curve: KnownKey;
  /** Address that would be asked if anybody believed the token. */
  readonly trapUrl: string;
  /** Seconds since 1970, as the verifier's clock has them. */
  readonly now: number;
}

const encode = (text: string | Buffer): string => Buffer.from(text).toString("base64url");
const json = (members: Members): string => encode(JSON.stringify(members));

/** Letters of `none` in every mix of upper and lower case: 16 spellings. */
const NONES = Array.from({ length: 16 }, (_, mask) =>
  ["n", "o", "n", "e"].map((letter, index) => ((mask >> index) & 1 ? letter.toUpperCase() : letter)).join(""),
);

/** Makes tokens for an issuer with RSA and EC keys, and spoils them in the ways attackers do. */
export class ForeignForge {
  readonly #stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly claims: Members;

  constructor(private readonly scene: ForgeryScene) {
    const { issuer, audience, now } = scene;
    this.claims = {
      iss: issuer,
      aud: audience,
      sub: "erp-1",
      client_id: "erp-1",
      iat: now,
      exp: now + 300,
      roles: ["erp"],
    };
  }

  /** A good token when nothing is changed; undefined removes a member. */
  make(header: Members = {}, claims: Members = {}, key: KnownKey = this.scene.rsa): string {
    const all = { alg: key.algorithm, typ: "at+jwt", kid: key.keyId, ...header };
    return this.#sign(json(all), json({ ...this.claims, ...claims }), key);
  }

  forgeries(): Forgery[] {
    return [
      ...this.#unsigned(),
      ...this.#symmetric(),
      ...this.#keyIds(),
      ...this.#pointers(),
      ...this.#wrapped(),
      ...this.#signatures(),
      ...this.#registeredClaims(),
      ...this.#spelling(),
    ];
  }

  #sign(header: string, claims: string, { privateKey, algorithm }: KnownKey): string {
    const input = `${header}.${claims}`;
    const key = algorithm === "ES256" ? ({ key: privateKey, dsaEncoding: "ieee-p1363" } as const) : privateKey;
    return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
  }

  #unsigned(): Forgery[] {
    const good = this.make();
    return NONES.flatMap((alg) => {
      const head = json({ alg, typ: "at+jwt", kid: this.scene.rsa.keyId });
      const [, claims = "", signature = ""] = good.split(".");
      return [
        { what: `alg ${alg}, no signature`, token: `${head}.${claims}.` },
        { what: `alg ${alg}, another token's signature`, token: `${head}.${claims}.${signature}` },
      ];
    });
  }

  /** The public key as the secret of an HMAC, in every form in which somebody might pass it on. */
  #symmetric(): Forgery[] {
    const { publicKey, keyId } = this.scene.rsa;
    const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
    const jwk = publicKey.export({ format: "jwk" });
    const secrets: readonly (readonly [string, string | Buffer])[] = [
      ["PEM", pem],
      ["PEM without its last line break", pem.trimEnd()],
      ["PEM with CRLF", pem.replaceAll("\n", "\r\n")],
      ["PKCS#1 PEM", publicKey.export({ format: "pem", type: "pkcs1" }).toString()],
      ["DER", publicKey.export({ format: "der", type: "spki" })],
      ["PKCS#1 DER", publicKey.export({ format: "der", type: "pkcs1" })],
      ["JWK", JSON.stringify(jwk)],
      ["modulus", Buffer.from(String(jwk.n), "base64url")],
      ["nothing", ""],
      ["a null byte", "\u0000"],
      ["the word secret", "secret"],
    ];
    return secrets.flatMap(([form, secret]) =>
      (["HS256", "HS384", "HS512"] as const).map((alg) => {
        const input = `${json({ alg, typ: "at+jwt", kid: keyId })}.${json(this.claims)}`;
        const mac = createHmac(alg.replace("HS", "sha"), secret).update(input).digest("base64url");
        return { what: `${alg} keyed with the public key as ${form}`, token: `${input}.${mac}` };
      }),
    );
  }

  #keyIds(): Forgery[] {
    const ids: readonly (readonly [string, unknown])[] = [
      ["unknown", "nobody"],
      ["../", "../../../../dev/null"],
      ["an absolute path", "/dev/null"],
      ["an address", `${this.scene.trapUrl}/key`],
      ["SQL", "x' UNION SELECT 'key"],
      ["a shell command", "key.pem; sleep 5"],
      ["__proto__", "__proto__"],
      ["constructor", "constructor"],
      ["empty", ""],
      ["a null byte", `${this.scene.rsa.keyId}\u0000`],
      ["a number", 1],
      ["null", null],
      ["a list", [this.scene.rsa.keyId]],
      ["an object", { $ne: null }],
      ["absent", undefined],
      ["ten thousand letters", "k".repeat(10_000)],
      ["the other key's", this.scene.curve.keyId],
    ];
    return ids.map(([what, kid]) => ({ what: `kid ${what}`, token: this.make({ kid }) }));
  }

  /** Members that would lead a verifier to a key of the attacker, signed with exactly that key. */
  #pointers(): Forgery[] {
    const { trapUrl } = this.scene;
    const jwk = { ...this.#stranger.publicKey.export({ format: "jwk" }), kid: "own" };
    const stranger: KnownKey = { keyId: "own", algorithm: "RS256", ...this.#stranger };
    const pointers: readonly Members[] = [
      { jku: `${trapUrl}/jwks.json` },
      { jku: `${this.scene.issuer}@${trapUrl.slice("http://".length)}/jwks.json` },
      { x5u: `${trapUrl}/chain.pem` },
      { jwk },
      { x5c: [encode("certificate")] },
      { x5t: "dGh1bWJwcmludA" },
      { "x5t#S256": "dGh1bWJwcmludA" },
      { crit: ["exp"], exp: 4_102_444_800 },
      { crit: [] },
      { crit: ["b64"], b64: false },
      { b64: false },
      { zip: "DEF" },
      { cty: "JWT" },
      { enc: "A128GCM" },
      { epk: jwk },
      { url: trapUrl },
      { nonce: "n" },
      { p2c: 2_147_483_647 },
      { iss: this.scene.issuer },
    ];
    return pointers.flatMap((members) => {
      const what = `header with ${Object.keys(members).join(" and ")} (${JSON.stringify(members).slice(0, 60)})`;
      return [
        { what: `${what}, signed by a stranger`, token: this.make({ ...members, kid: "own" }, {}, stranger) },
        {
          what: `${what}, with the issuer's key id`,
          token: this.make(members, {}, { ...stranger, keyId: this.scene.rsa.keyId }),
        },
        { what: `${what}, well signed`, token: this.make(members) },
      ];
    });
  }

  #wrapped(): Forgery[] {
    const good = this.make();
    const [header = "", claims = "", signature = ""] = good.split(".");
    const inner = this.#sign(
      json({ alg: "RS256", typ: "at+jwt", kid: this.scene.rsa.keyId, cty: "JWT" }),
      encode(good),
      this.scene.rsa,
    );
    return [
      { what: "a token inside a token", token: inner },
      { what: "an encrypted token (five parts)", token: `${good}.${claims}.${signature}` },
      { what: "a JSON serialisation", token: JSON.stringify({ payload: claims, protected: header, signature }) },
      { what: "two tokens", token: `${good},${good}` },
      { what: "four parts", token: `${good}.` },
      { what: "a detached payload", token: `${header}..${signature}` },
      { what: "64 kilobytes", token: this.make({}, { padding: "x".repeat(65_536) }) },
      { what: "just over 8 kilobytes", token: this.make({}, { padding: "x".repeat(5700) }) },
    ];
  }

  #signatures(): Forgery[] {
    const { rsa, curve } = this.scene;
    const [header = "", claims = ""] = this.make().split(".");
    const [curveHeader = "", curveClaims = ""] = this.make({}, {}, curve).split(".");
    const wider = json({ ...this.claims, sub: "admin", client_id: "admin" });
    const signature = (bytes: Buffer): string => bytes.toString("base64url");
    const der = sign("sha256", Buffer.from(`${curveHeader}.${curveClaims}`), curve.privateKey);
    const order = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");
    return [
      { what: "claims widened after signing", token: `${header}.${wider}.${this.make().split(".")[2]}` },
      { what: "an RSA signature of zeros", token: `${header}.${claims}.${signature(Buffer.alloc(256))}` },
      {
        what: "an RSA signature of one",
        token: `${header}.${claims}.${signature(Buffer.concat([Buffer.alloc(255), Buffer.from([1])]))}`,
      },
      { what: "an RSA signature with a byte more", token: `${this.make().slice(0, -1)}AAA` },
      { what: "an ECDSA signature of zeros", token: `${curveHeader}.${curveClaims}.${signature(Buffer.alloc(64))}` },
      {
        what: "an ECDSA signature of the group order",
        token: `${curveHeader}.${curveClaims}.${signature(Buffer.concat([order, order]))}`,
      },
      { what: "an ECDSA signature in DER", token: `${curveHeader}.${curveClaims}.${signature(der)}` },
      { what: "an ECDSA signature under the RSA key's id", token: this.make({ kid: rsa.keyId }, {}, curve) },
      { what: "an RSA signature labelled ES256", token: this.make({ alg: "ES256" }) },
      { what: "an RSA signature labelled PS256", token: this.make({ alg: "PS256" }) },
      { what: "an RSA signature labelled RS512", token: this.make({ alg: "RS512" }) },
      { what: "alg with a space", token: this.make({ alg: "RS256 " }) },
      { what: "alg in small letters", token: this.make({ alg: "rs256" }) },
      { what: "alg as a list", token: this.make({ alg: ["RS256", "none"] }) },
      { what: "alg as a number", token: this.make({ alg: 0 }) },
      { what: "alg absent", token: this.make({ alg: undefined }) },
      { what: "typ of an ID token", token: this.make({ typ: "JWT" }) },
      { what: "typ of a DPoP proof", token: this.make({ typ: "dpop+jwt" }) },
      { what: "typ of a logout token", token: this.make({ typ: "logout+jwt" }) },
      { what: "typ absent", token: this.make({ typ: undefined }) },
    ];
  }

  #registeredClaims(): Forgery[] {
    const { issuer, now, trapUrl } = this.scene;
    const changes: readonly (readonly [string, Members])[] = [
      ["issuer of somebody else", { iss: trapUrl }],
      ["issuer with a slash more", { iss: `${issuer}/` }],
      ["issuer in capitals", { iss: issuer.toUpperCase() }],
      ["issuer with a dot segment", { iss: `${issuer}/.` }],
      ["issuer as a list", { iss: [issuer] }],
      ["no issuer", { iss: undefined }],
      ["another audience", { aud: "other" }],
      ["audience with a slash more", { aud: "interlock/" }],
      ["no audience", { aud: undefined }],
      ["an empty list of audiences", { aud: [] }],
      ["audience as an object", { aud: { interlock: true } }],
      ["no subject", { sub: undefined }],
      ["subject as an object", { sub: {} }],
      ["ended 31 s ago", { exp: now - 31 }],
      ["ended 61 s ago", { exp: now - 61 }],
      ["ended at this very tolerance", { exp: now - 30 }],
      ["no end", { exp: undefined }],
      ["end as text", { exp: String(now + 300) }],
      ["an infinite end", { exp: null }],
      ["a negative end", { exp: -1 }],
      ["valid in 31 s", { nbf: now + 31 }],
      ["valid in 61 s", { nbf: now + 61 }],
      ["valid from as text", { nbf: "0" }],
      ["made in 31 s", { iat: now + 31 }],
      ["made in 61 s", { iat: now + 61 }],
      ["made two days ago", { iat: now - 172_800 }],
      ["no time of issue", { iat: undefined }],
      ["time of issue as text", { iat: String(now) }],
      ["no client", { client_id: undefined }],
      ["client as a list", { client_id: ["erp-1"] }],
      ["client with a line break", { client_id: "erp-1\nadmin" }],
      ["a confirmation by DPoP key", { cnf: { jkt: "x".repeat(43) } }],
      ["a confirmation by a certificate nobody shows", { cnf: { "x5t#S256": "x".repeat(43) } }],
      ["a confirmation of nothing", { cnf: {} }],
      ["a confirmation as null", { cnf: null }],
    ];
    return changes.map(([what, claims]) => ({ what, token: this.make({}, claims) }));
  }

  #spelling(): Forgery[] {
    const { rsa } = this.scene;
    const good = this.make();
    const [header = "", claims = "", signature = ""] = good.split(".");
    const text = JSON.stringify(this.claims);
    const head = JSON.stringify({ alg: "RS256", typ: "at+jwt", kid: rsa.keyId });
    const signed = (newHead: string | Buffer, body: string | Buffer): string =>
      this.#sign(encode(newHead), encode(body), rsa);
    return [
      { what: "padding after the signature", token: `${good}==` },
      { what: "padding after the claims", token: `${header}.${claims}=.${signature}` },
      { what: "plain base64 letters", token: `${header}.${claims}.+${signature.slice(1)}` },
      { what: "a percent-encoded dot", token: good.replace(".", "%2E") },
      { what: "the claim sub twice", token: signed(head, text.replace("{", `{"sub":"admin",`)) },
      { what: "the claim sub twice, once escaped", token: signed(head, text.replace("{", `{"\\u0073ub":"admin",`)) },
      { what: "alg twice", token: signed(head.replace("{", `{"alg":"none",`), text) },
      { what: "a byte order mark", token: signed(head, `\ufeff${text}`) },
      {
        what: "claims that are no UTF-8",
        token: signed(head, Buffer.concat([Buffer.from(text), Buffer.from([0xff])])),
      },
      { what: "claims that are a list", token: signed(head, `[${text}]`) },
      { what: "claims that are null", token: signed(head, "null") },
      { what: "claims that are no JSON", token: signed(head, text.slice(0, -1)) },
      { what: "a header that is a list", token: signed(`[${head}]`, text) },
      { what: "an empty header", token: signed("{}", text) },
      { what: "only dots", token: ".." },
      { what: "no token at all", token: "." },
    ];
  }
}
