import type { ReviewImpact } from "../../governance/public.js";

/** More users than this are told in the sentence as a number. */
const USERS_MAX = 50;

/** Clients with their calls to all operations together. */
export function mergeUsers(
  clients: readonly { readonly clientId: string; readonly calls: number }[],
): ReviewImpact["users"] {
  const calls = new Map<string, number>();
  for (const own of clients) calls.set(own.clientId, (calls.get(own.clientId) ?? 0) + own.calls);
  return [...calls].map(([client, count]) => ({ client, calls: count })).slice(0, USERS_MAX);
}
