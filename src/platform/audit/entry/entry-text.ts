import canonicalize from "canonicalize";
import type { AuditIntent } from "./audit-intent.js";
import { type EntryPosition, entryOf } from "./entry-object.js";
import { holdsSecret, redactSecrets } from "./redact-secrets.js";
import { writeEntry } from "./write-entry.js";

const SUSPICIOUS_NAMES =
  /"(?:password|passwd|secret|clientSecret|client_secret|apiKey|api_key|token|authorization)":"/i;

/**
 * The entry as canonical JSON (RFC 8785). These bytes are stored, authenticated, hashed and exported as they are, so
 * that nobody has to agree on how to write them again.
 */
export function entryText(intent: AuditIntent, position: EntryPosition): string {
  const text = written(intent, position);
  if (text !== undefined && !holdsSecret(text) && !SUSPICIOUS_NAMES.test(text)) return text;
  // JSON first, so that redaction sees dates and the like as the texts they become.
  const plain: unknown = JSON.parse(JSON.stringify(entryOf(intent, position)));
  const redacted = canonicalize(redactSecrets(plain));
  if (redacted === undefined) throw new Error(`the audit entry of ${intent.action} cannot be written as JSON`);
  return redacted;
}

/** Undefined for what RFC 8785 refuses, such as a lone surrogate. */
function written(intent: AuditIntent, position: EntryPosition): string | undefined {
  try {
    return writeEntry(intent, position);
  } catch {
    return undefined;
  }
}
