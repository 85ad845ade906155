/** Look-ups since the last send of a posting whose outcome is unknown. */
export interface ProbeHistory {
  /** Sends so far, those before the last one included. */
  readonly sends: number;
  readonly sinceSendMs: number;
  readonly probes: number;
  /** Look-ups that surely found no document, the present one included. */
  readonly notFound: number;
}

/** A single look-up may come before the ERP's commit, so one "not found" proves nothing. */
const NOT_FOUND_MIN = 2;

/** Even with a short time-out the ERP gets this long to finish what it may still be doing. */
const COMMIT_GRACE_MS_MIN = 1_000;

/** How long after the last sign of a send the ERP may still commit it: as long as we would have waited for an answer. */
export function commitGraceMs(timeoutMs: number): number {
  return Math.max(COMMIT_GRACE_MS_MIN, timeoutMs);
}

/**
 * The rule that keeps an unanswered posting from being posted twice: it goes again only after two look-ups without a
 * document, of which the last came after the commit grace. And from then on each further send is preceded by one more
 * look-up (send-posting.ts).
 */
export function mayResend(history: ProbeHistory, timeoutMs: number): boolean {
  return history.notFound >= NOT_FOUND_MIN && history.sinceSendMs >= commitGraceMs(timeoutMs);
}
