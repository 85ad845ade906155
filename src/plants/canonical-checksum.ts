import canonicalize from "canonicalize";
import { sha256Hex } from "../kernel/hash.js";

/** SHA-256 of the RFC 8785 form: the same for the same content, however its members are ordered. */
export function canonicalChecksum(document: unknown): string {
  return sha256Hex(canonicalize(document) ?? "");
}
