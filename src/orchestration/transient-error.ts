import { isConnectionLoss } from "../platform/persistence/connection-loss.js";

/**
 * serialization_failure, deadlock_detected, lock_not_available, idle_in_transaction_session_timeout, query_canceled
 * (by the statement timeout)
 */
const CONTENTION = new Set(["40001", "40P01", "55P03", "25P03", "57014"]);

/** True when the same work can succeed later without a change: the database was lost, or a race for a lock. */
export function isTransient(error: unknown): boolean {
  if (isConnectionLoss(error)) return true;
  return error instanceof Error && "code" in error && typeof error.code === "string" && CONTENTION.has(error.code);
}
