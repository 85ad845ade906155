import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";

const ED25519_ALGORITHM = 1;
const RAW_KEY_BYTES = 32;

/** An Ed25519 key that signs notes under a name, for a log its origin (C2SP signed-note). */
export interface NoteSigner {
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** The verifier key of a signer: name+hash+key, as C2SP writes it. */
export function verifierKey({ name, privateKey }: NoteSigner): string {
  const key = encodedKey(privateKey);
  return `${name}+${keyHash(name, key).toString("hex")}+${key.toString("base64")}`;
}

/** Signs lines as a note; the last line ends with a newline, and the signature stands after an empty one. */
export function signNote(lines: readonly string[], { name, privateKey }: NoteSigner): string {
  const body = `${lines.join("\n")}\n`;
  const signature = Buffer.concat([
    keyHash(name, encodedKey(privateKey)),
    sign(undefined, Buffer.from(body), privateKey),
  ]);
  return `${body}\n\u2014 ${name} ${signature.toString("base64")}\n`;
}

/** C2SP tlog-checkpoint: origin, size and root. */
export function signCheckpoint(origin: string, size: number, root: Buffer, privateKey: KeyObject): string {
  return signNote([origin, String(size), root.toString("base64")], { name: origin, privateKey });
}

function keyHash(name: string, key: Buffer): Buffer {
  return createHash("sha256").update(`${name}\n`).update(key).digest().subarray(0, 4);
}

function encodedKey(privateKey: KeyObject): Buffer {
  const der = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return Buffer.concat([Uint8Array.of(ED25519_ALGORITHM), der.subarray(der.length - RAW_KEY_BYTES)]);
}
