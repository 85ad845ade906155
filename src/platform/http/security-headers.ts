/**
 * Sent with every answer. Answers are data for programs: a browser that is led to one must neither run, frame, sniff nor
 * keep it. A handler whose answer may be kept, such as that of the published keys, says so with a Cache-Control of its own.
 */
const ALWAYS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** RFC 6797: a year, for subdomains too. Over plain HTTP it has no meaning and must not be sent (§7.2). */
const WITH_TLS = { ...ALWAYS, "strict-transport-security": "max-age=31536000; includeSubDomains" } as const;

/** @param hasTls this process ends TLS itself; behind a proxy it is the proxy that must add the last one */
export function securityHeaders(hasTls: boolean): Readonly<Record<string, string>> {
  return hasTls ? WITH_TLS : ALWAYS;
}
