/**
 * Second net behind the allow-list of AuditIntent: bearer and basic credentials, JSON Web Tokens, PEM keys and
 * `name=value` pairs whose name says secret. It is also run over texts that are already JSON, where a quote has a
 * backslash and a line feed is a letter, so that no word boundary is asked for.
 */
const PATTERNS = [
  /bearer\s+[\w.~+/=-]{8,}/,
  /basic\s+(?=\S*[0-9=])[A-Za-z0-9+/]{8,}={0,2}/,
  /eyJ[\w-]{6,}\.[\w-]+\.[\w-]*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*-----)?/,
  /(?:password|passwd|secret|api[_-]?key|access_token|refresh_token)(?:\\?["'])?\s*[:=]\s*(?:\\?["'])?[^\s"',;&\\]+/,
];
const SECRET = new RegExp(PATTERNS.map(({ source }) => source).join("|"), "gi");
const CENSOR = "[redacted]";

/** True when a text holds something that looks like a secret. */
export function holdsSecret(text: string): boolean {
  return text.search(SECRET) >= 0;
}

/** The value with every secret-looking part of its texts replaced and every lone surrogate made well-formed. */
export function redactSecrets(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed().replaceAll(SECRET, CENSOR);
  if (Array.isArray(value)) return value.map(redactSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.toWellFormed(), redactMember(name, member)]),
  );
}

const SECRET_NAME = /^(?:password|passwd|secret|clientSecret|client_secret|apiKey|api_key|token|authorization)$/i;

function redactMember(name: string, member: unknown): unknown {
  return SECRET_NAME.test(name) && typeof member === "string" ? CENSOR : redactSecrets(member);
}
