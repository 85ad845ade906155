const INTERVAL_SECONDS = 10;
const ENTRIES_MAX = 10_000;
/** What an attacker would change first: who may sign, who may come in, and what they may do. */
const MILESTONE = /^(?:audit-key|audit|client|policy|role|grant|api-key|key|issuer|certificate|pii)[:.]/;

/** True for entries that get a checkpoint right before and right after them. */
export function isMilestone(action: string): boolean {
  return MILESTONE.test(action);
}

/** Whether a round ends with a checkpoint. @param isLast true at the end of the process */
export function isCheckpointDue(
  size: number,
  covered: { readonly size: number; readonly ageSeconds: number },
  isLast: boolean,
): boolean {
  if (size === covered.size) return false;
  return isLast || covered.ageSeconds >= INTERVAL_SECONDS || size - covered.size >= ENTRIES_MAX;
}
