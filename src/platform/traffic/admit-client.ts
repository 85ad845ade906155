import { toTrafficError } from "./rate-limit-fields.js";
import type { TrafficLimits } from "./traffic-limits.js";

/**
 * Counts a request whose client is known only after routing, as on management routes.
 * @throws InterlockError RATE_LIMITED or QUOTA_EXCEEDED
 */
export async function admitClient(limits: TrafficLimits, clientId: string): Promise<void> {
  const subject = limits.client(clientId);
  if (subject.budgets.length === 0) return;
  const refusal = await subject.take();
  if (refusal !== undefined) throw toTrafficError(refusal, "The client");
}
