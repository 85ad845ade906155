import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { IssuerFixture } from "./issuer-fixture.js";

/** A token that must be refused, and the reason that must be in the log, so that each is refused for what is wrong with it. */
export interface ForgedToken {
  readonly what: string;
  readonly token: string;
  readonly reason: RegExp;
}

type Members = Readonly<Record<string, unknown>>;

const encode = (text: string): string => Buffer.from(text, "utf8").toString("base64url");
const json = (members: Members): string => encode(JSON.stringify(members));

/** Makes tokens with the issuer's own key from parts that a test may spoil. */
export class TokenForge {
  readonly #privateKey: KeyObject;
  readonly header: Members;
  readonly claims: Members;

  constructor(private readonly fixture: IssuerFixture) {
    const { privateKey, keyId } = fixture.keys.signingKey;
    const now = fixture.clock.seconds;
    this.#privateKey = privateKey;
    this.header = { alg: "EdDSA", typ: "at+jwt", kid: keyId };
    this.claims = {
      iss: fixture.issuer.issuer,
      sub: "mes-1",
      client_id: "mes-1",
      aud: "interlock",
      iat: now,
      exp: now + 600,
      jti: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
      interlock_kind: "SERVICE",
      interlock_grants: [{ role: "mes-service", plants: ["P100"] }],
    };
  }

  /** A well-signed token of these members; undefined removes one. */
  make(header: Members = {}, claims: Members = {}): string {
    return this.signed(json({ ...this.header, ...header }), json({ ...this.claims, ...claims }));
  }

  signed(header: string, claims: string): string {
    const input = `${header}.${claims}`;
    return `${input}.${sign(null, Buffer.from(input), this.#privateKey).toString("base64url")}`;
  }

  forgeries(): ForgedToken[] {
    return [
      ...this.#algorithms(),
      ...this.#headers(),
      ...this.#registeredClaims(),
      ...this.#ownClaims(),
      ...this.#spelling(),
      ...this.#signatures(),
    ];
  }

  #algorithms(): ForgedToken[] {
    const notAllowed = /^algorithm not allowed/;
    const unsigned = ["none", "None", "NONE", "nOnE", ""].map((alg) => {
      const token = `${json({ ...this.header, alg })}.${json(this.claims)}.`;
      return { what: `alg "${alg}" without a signature`, token, reason: /^signature is not base64url/ };
    });
    const relabelled = ["none", "RS256", "ES256", "Ed25519", "HS256", "eddsa"].map((alg) => {
      return { what: `alg ${alg} on a good signature`, token: this.make({ alg }), reason: notAllowed };
    });
    return [
      ...unsigned,
      ...relabelled,
      { what: "HS256 keyed with the public key as PEM", token: this.#hmac("pem"), reason: notAllowed },
      { what: "HS256 keyed with the public key as JWK", token: this.#hmac("jwk"), reason: notAllowed },
      { what: "alg left out", token: this.make({ alg: undefined }), reason: notAllowed },
      { what: "alg as a list", token: this.make({ alg: ["EdDSA"] }), reason: notAllowed },
    ];
  }

  #hmac(format: "pem" | "jwk"): string {
    const { publicKey } = this.fixture.keys.signingKey;
    const key =
      format === "pem"
        ? publicKey.export({ format: "pem", type: "spki" })
        : JSON.stringify(publicKey.export({ format: "jwk" }));
    const input = `${json({ ...this.header, alg: "HS256" })}.${json(this.claims)}`;
    return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  }

  #headers(): ForgedToken[] {
    const stranger = generateKeyPairSync("ed25519");
    const jwk = stranger.publicKey.export({ format: "jwk" });
    const extra = (member: string, value: unknown): ForgedToken => {
      return {
        what: `header with ${member}`,
        token: this.make({ [member]: value }),
        reason: new RegExp(`^header member ${member}`),
      };
    };
    const keyId = (what: string, kid: unknown, reason: RegExp): ForgedToken => ({
      what,
      token: this.make({ kid }),
      reason,
    });
    return [
      extra("jku", "http://127.0.0.1:9/jwks"),
      extra("x5u", "http://127.0.0.1:9/chain.pem"),
      extra("jwk", jwk),
      extra("x5c", ["MIIB"]),
      extra("crit", ["exp"]),
      extra("b64", false),
      extra("zip", "DEF"),
      extra("cty", "JWT"),
      keyId("unknown kid", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", /^unknown key id/),
      keyId("kid that walks through folders", "../../../src/etc/passwd", /^unknown key id/),
      keyId("kid with SQL", "x' OR '1'='1", /^no usable key id/),
      keyId("kid that is a prototype member", "__proto__", /^unknown key id/),
      keyId("kid as a number", 7, /^no usable key id/),
      keyId("no kid", undefined, /^no usable key id/),
      { what: "typ JWT", token: this.make({ typ: "JWT" }), reason: /"typ"/ },
      { what: "typ of an id token", token: this.make({ typ: "id+jwt" }), reason: /"typ"/ },
      { what: "no typ", token: this.make({ typ: undefined }), reason: /"typ"/ },
    ];
  }

  #registeredClaims(): ForgedToken[] {
    const now = this.fixture.clock.seconds;
    const claim = (what: string, claims: Members, reason: RegExp): ForgedToken => ({
      what,
      token: this.make({}, claims),
      reason,
    });
    return [
      claim("foreign issuer", { iss: "http://127.0.0.1:8081" }, /^unknown issuer/),
      claim("issuer with a slash more", { iss: `${this.fixture.issuer.issuer}/` }, /^unknown issuer/),
      claim("issuer as a list", { iss: [this.fixture.issuer.issuer] }, /^unknown issuer/),
      claim("no issuer", { iss: undefined }, /^unknown issuer/),
      claim("foreign audience", { aud: "other" }, /"aud"/),
      claim("no audience", { aud: undefined }, /"aud"/),
      claim("expired", { iat: now - 700, exp: now - 31 }, /"exp"/),
      claim("no expiry", { exp: undefined }, /"exp"/),
      claim("expiry as text", { exp: String(now + 600) }, /"exp"/),
      claim("not valid yet", { nbf: now + 31 }, /"nbf"/),
      claim("made in the future", { iat: now + 31 }, /"iat"/),
      claim("older than any token may be", { iat: now - 3700 }, /"iat"/),
      claim("no time of issue", { iat: undefined }, /"iat"/),
      claim("no token id", { jti: undefined }, /"jti"/),
    ];
  }

  #ownClaims(): ForgedToken[] {
    const claim = (what: string, claims: Members, reason: RegExp): ForgedToken => ({
      what,
      token: this.make({}, claims),
      reason,
    });
    const grants = (what: string, document: unknown): ForgedToken =>
      claim(what, { interlock_grants: document }, /^no usable grants/);
    return [
      claim("no subject", { sub: undefined }, /"sub"/),
      claim("subject is not the client", { sub: "erp-1" }, /^subject is not the client/),
      claim("subject as an object", { sub: {}, client_id: {} }, /^subject is not the client/),
      claim("unknown client", { sub: "ghost", client_id: "ghost" }, /^the client is disabled or unknown/),
      claim("unknown kind", { interlock_kind: "ROBOT" }, /^unknown kind/),
      grants("no grants", undefined),
      grants("an empty list in place of a grant", [[]]),
      grants("grants as an object", { role: "auditor", plants: "*" }),
      grants("grants as text", "auditor"),
      grants("grant without plants", [{ role: "auditor" }]),
      grants("grant with a member more", [{ role: "auditor", plants: "*", scope: "all" }]),
      grants("grant with no plant", [{ role: "auditor", plants: [] }]),
      grants("grant with * inside the list", [{ role: "auditor", plants: ["*"] }]),
      grants("grant with a nested list", [{ role: "auditor", plants: [["P100"]] }]),
      grants("grant with null", [null]),
      grants("role as a list", [{ role: ["auditor"], plants: "*" }]),
      grants("one good and one bad grant", [
        { role: "auditor", plants: "*" },
        { role: "auditor", plants: 1 },
      ]),
    ];
  }

  #spelling(): ForgedToken[] {
    const good = this.make();
    const [header = "", claims = "", signature = ""] = good.split(".");
    const notBase64 = /is not base64url/;
    const twice = /has a member twice/;
    const text = (members: Members): string => JSON.stringify(members);
    const twiceSub = encode(text(this.claims).replace("{", `{"sub":"erp-1",`));
    const twiceEscaped = encode(text(this.claims).replace("{", `{"\\u0073ub":"erp-1",`));
    const twiceInside = encode(text(this.claims).replace(`"plants"`, `"plants":"*","plants"`));
    const twiceAlg = encode(text(this.header).replace("{", `{"alg":"none",`));
    return [
      { what: "padded signature", token: `${good}==`, reason: notBase64 },
      { what: "padded claims", token: `${header}.${claims}=.${signature}`, reason: notBase64 },
      {
        what: "stray last bits in the signature",
        token: `${header}.${claims}.${withStrayBits(signature)}`,
        reason: notBase64,
      },
      { what: "a character of plain base64", token: `${header}.${claims}.+${signature.slice(1)}`, reason: notBase64 },
      { what: "a slash of plain base64", token: `${header}.${claims}./${signature.slice(1)}`, reason: notBase64 },
      { what: "member twice", token: this.signed(header, twiceSub), reason: twice },
      { what: "member twice, once escaped", token: this.signed(header, twiceEscaped), reason: twice },
      { what: "member twice inside a grant", token: this.signed(header, twiceInside), reason: twice },
      { what: "alg twice", token: this.signed(twiceAlg, claims), reason: twice },
      { what: "claims that are a list", token: this.signed(header, encode("[]")), reason: /^claims is not an object/ },
      { what: "claims that are not JSON", token: this.signed(header, encode("{")), reason: /^claims is not JSON/ },
      {
        what: "claims that are not UTF-8",
        token: this.signed(header, Buffer.from([0x22, 0xff, 0x22]).toString("base64url")),
        reason: /^claims is not UTF-8/,
      },
      {
        what: "claims with a byte order mark",
        token: this.signed(header, encode(`\ufeff${text(this.claims)}`)),
        reason: /^claims is not JSON/,
      },
      { what: "two segments", token: `${header}.${claims}`, reason: /^not a compact JWS/ },
      { what: "five segments", token: `${good}.${claims}.${signature}`, reason: /^not a compact JWS/ },
      { what: "nothing but dots", token: "..", reason: notBase64 },
      { what: "longer than 8 kB", token: this.make({}, { padding: "x".repeat(8192) }), reason: /^token too long/ },
    ];
  }

  #signatures(): ForgedToken[] {
    const [header = "", claims = "", signature = ""] = this.make().split(".");
    const failed = /signature verification failed/;
    const stranger = generateKeyPairSync("ed25519").privateKey;
    const strangers = sign(null, Buffer.from(`${header}.${claims}`), stranger).toString("base64url");
    const flipped = Buffer.from(signature, "base64url");
    flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
    const wider = json({ ...this.claims, interlock_grants: [{ role: "mes-service", plants: ["P100", "P200"] }] });
    return [
      { what: "claims widened after signing", token: `${header}.${wider}.${signature}`, reason: failed },
      {
        what: "header respelled after signing",
        token: `${encode(` ${JSON.stringify(this.header)}`)}.${claims}.${signature}`,
        reason: failed,
      },
      {
        what: "one bit of the signature flipped",
        token: `${header}.${claims}.${flipped.toString("base64url")}`,
        reason: failed,
      },
      { what: "signature cut", token: `${header}.${claims}.${signature.slice(0, 40)}`, reason: failed },
      {
        what: "signature all zero",
        token: `${header}.${claims}.${Buffer.alloc(64).toString("base64url")}`,
        reason: failed,
      },
      {
        what: "signature of another token",
        token: `${header}.${claims}.${this.make({}, { jti: "x" }).split(".")[2]}`,
        reason: failed,
      },
      { what: "signed with a stranger's key", token: `${header}.${claims}.${strangers}`, reason: failed },
    ];
  }
}

/** A 64-byte signature ends in two characters of which the last has four bits that carry nothing. */
function withStrayBits(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(signature.slice(-1));
  return signature.slice(0, -1) + alphabet.charAt(last + 1);
}
