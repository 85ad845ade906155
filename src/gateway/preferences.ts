/** Longest wait in seconds that is honoured; more is cut, as a preference is a wish (RFC 7240 §2). */
export const WAIT_SECONDS_MAX = 10;

/** One preference with its value, then parameters up to the next comma; quoted text may hold commas (RFC 7240 §2). */
const PREFERENCE = /([^\s,;="]+)[ \t]*(?:=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?((?:"(?:[^"\\]|\\.)*"|[^",])*)/g;

/**
 * Seconds of `wait` in a Prefer header (RFC 7240 §4.3), at most WAIT_SECONDS_MAX; 0 when there is none. Other
 * preferences, and a value that is no number, are ignored; of repeated ones the first counts.
 */
export function readWaitSeconds(prefer: unknown): number {
  if (typeof prefer !== "string") return 0;
  for (const [, name, quoted, plain] of prefer.matchAll(PREFERENCE)) {
    if (name?.toLowerCase() !== "wait") continue;
    const value = quoted ?? plain ?? "";
    return /^[0-9]+$/.test(value) ? Math.min(Number(value), WAIT_SECONDS_MAX) : 0;
  }
  return 0;
}
