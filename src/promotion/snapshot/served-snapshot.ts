import { sign, verify } from "node:crypto";
import { IntegrityError } from "../../config/integrity-error.js";
import type { SigningKey } from "../../platform/security/issuer/signing-key.js";
import { type ContractBundle, openBundle } from "../../registry/public.js";
import type { ServedEntries } from "../served-entry.js";

/** All a gateway needs to serve without its database: what is in force, and the contracts themselves. */
export interface ServedSnapshot {
  readonly promotionId: string;
  readonly seq: number;
  readonly served: ServedEntries;
  readonly bundles: ReadonlyMap<string, ContractBundle>;
}

/** The file: the payload as text, so that the bytes that were signed are the bytes that are read. */
interface SnapshotFile {
  readonly version: 1;
  readonly keyId: string;
  /** Ed25519 over the UTF-8 bytes of `payload`, base64url. */
  readonly signature: string;
  readonly payload: string;
}

interface SnapshotPayload {
  readonly promotionId: string;
  readonly seq: number;
  readonly served: ServedEntries;
  /** Canonical text by digest. */
  readonly bundles: Readonly<Record<string, string>>;
}

export function signSnapshot({ bundles, ...rest }: ServedSnapshot, key: SigningKey): string {
  const texts = Object.fromEntries([...bundles].map(([digest, { text }]) => [digest, text]));
  const payload = JSON.stringify({ ...rest, bundles: texts } satisfies SnapshotPayload);
  const signature = sign(null, Buffer.from(payload), key.privateKey).toString("base64url");
  return JSON.stringify({ version: 1, keyId: key.keyId, signature, payload } satisfies SnapshotFile);
}

/**
 * @param findKey the public key of a key id, undefined when this node does not have it
 * @throws IntegrityError when the text is no snapshot, is signed by a stranger, or was changed
 */
export async function openSnapshot(
  text: string,
  findKey: (keyId: string) => Promise<SigningKey | undefined>,
): Promise<ServedSnapshot> {
  const file = parseFile(text);
  const key = await findKey(file.keyId);
  if (key === undefined) throw refused("it is signed with a key that this node does not have");
  const isSound = verify(null, Buffer.from(file.payload), key.publicKey, Buffer.from(file.signature, "base64url"));
  if (!isSound) throw refused("its signature does not fit its content");
  const { promotionId, seq, served, bundles } = JSON.parse(file.payload) as SnapshotPayload;
  const opened = Object.entries(bundles).map(([digest, bundle]) => [digest, openBundle(bundle, digest)] as const);
  return { promotionId, seq, served, bundles: new Map(opened) };
}

function parseFile(text: string): SnapshotFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused("it is not JSON");
  }
  const { version, keyId, signature, payload } = (value ?? {}) as Partial<Record<keyof SnapshotFile, unknown>>;
  if (version !== 1 || typeof keyId !== "string" || typeof signature !== "string" || typeof payload !== "string") {
    throw refused("it lacks a member or is of another version");
  }
  return { version, keyId, signature, payload };
}

function refused(reason: string): IntegrityError {
  return new IntegrityError(
    `The snapshot of the served contracts is refused: ${reason}. Start with the database, which writes a new one.`,
  );
}
