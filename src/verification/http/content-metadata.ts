const IDS_MAX = 20;

/**
 * What a verifier is given with a pact and hands back with its result: the consumer versions it verifies the pact for. It
 * is part of an address, so it stays short.
 */
export function encodeMetadata(versionIds: readonly string[]): string {
  return Buffer.from(versionIds.slice(0, IDS_MAX).join(" ")).toString("base64url");
}

/** Strangers can write anything here; whatever is no list of ids is nothing. */
export function decodeMetadata(metadata: string | undefined): readonly string[] {
  const text = Buffer.from(metadata ?? "", "base64url").toString("latin1");
  return /^[0-9]{1,18}(?: [0-9]{1,18}){0,19}$/.test(text) ? text.split(" ") : [];
}
