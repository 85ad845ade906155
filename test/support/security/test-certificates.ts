import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from "node:crypto";

/** A certificate and its private key, as PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 in hexadecimal with colons, as openssl prints it. */
  readonly fingerprint: string;
}

interface CertificateRequest {
  readonly commonName: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Makes it a server's: for 127.0.0.1. */
  readonly isServer?: boolean;
}

/** A certification authority for tests. Node reads certificates and makes none, so the few DER structures are written here. */
export class TestAuthority {
  readonly #key = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly cert: string;
  #serial = 1;

  constructor(readonly name: string) {
    this.cert = pem("CERTIFICATE", this.#certificate(this.#key.publicKey, { commonName: name }, BASIC_CONSTRAINTS_CA));
  }

  issue(request: CertificateRequest): IssuedCertificate {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const extension = request.isServer === true ? SUBJECT_ALT_NAME_LOOPBACK : BASIC_CONSTRAINTS_LEAF;
    const cert = pem("CERTIFICATE", this.#certificate(publicKey, request, extension));
    const key = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
  }

  #certificate(subjectKey: KeyObject, request: CertificateRequest, extension: Buffer): Buffer {
    const { commonName, validFrom = "200101000000Z", validTo = "491231235959Z" } = request;
    const content = sequence(
      tagged(0xa0, tagged(0x02, Buffer.from([2]))),
      tagged(0x02, Buffer.from([this.#serial++])),
      ECDSA_WITH_SHA256,
      nameOf(this.name),
      sequence(tagged(0x17, Buffer.from(validFrom)), tagged(0x17, Buffer.from(validTo))),
      nameOf(commonName),
      subjectKey.export({ format: "der", type: "spki" }),
      tagged(0xa3, sequence(extension)),
    );
    const signature = sign("sha256", content, this.#key.privateKey);
    return sequence(content, ECDSA_WITH_SHA256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  }
}

/** Tag, length and value (X.690 §8.1). */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const lengthBytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** O=Example, CN=<common name> */
function nameOf(commonName: string): Buffer {
  const attribute = (oid: string, value: string): Buffer =>
    tagged(0x31, sequence(tagged(0x06, Buffer.from(oid, "hex")), tagged(0x0c, Buffer.from(value))));
  return sequence(attribute("55040a", "Example"), attribute("550403", commonName));
}

function extensionOf(oid: string, isCritical: boolean, value: Buffer): Buffer {
  const critical = isCritical ? [tagged(0x01, Buffer.from([0xff]))] : [];
  return sequence(tagged(0x06, Buffer.from(oid, "hex")), ...critical, tagged(0x04, value));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

const ECDSA_WITH_SHA256 = sequence(tagged(0x06, Buffer.from("2a8648ce3d040302", "hex")));
const BASIC_CONSTRAINTS_CA = extensionOf("551d13", true, sequence(tagged(0x01, Buffer.from([0xff]))));
const BASIC_CONSTRAINTS_LEAF = extensionOf("551d13", true, sequence());
const SUBJECT_ALT_NAME_LOOPBACK = extensionOf("551d11", false, sequence(tagged(0x87, Buffer.from([127, 0, 0, 1]))));
