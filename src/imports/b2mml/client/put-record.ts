import type { GovernedCall } from "../mapping/governed-documents.js";
import type { GovernedClient, GovernedReply } from "./governed-client.js";
import { memberOf } from "./member-of.js";

/**
 * Upserts a master data record. An upsert replaces the whole record, and of most records a file knows only some
 * members: the others (that a material is blocked, say) are read first and sent again, into the version in force.
 */
export async function putRecord(client: GovernedClient, call: GovernedCall): Promise<GovernedReply> {
  if (call.keepsOtherMembers !== true) return await client.request("PUT", call.path, { body: call.body });
  const current = await client.request("GET", call.path);
  if (current.status === 404) return await client.request("PUT", call.path, { body: call.body });
  if (current.status !== 200) return current;
  const stored = memberOf(current.body, "document");
  const body = { ...(typeof stored === "object" && stored !== null ? stored : {}), ...call.body };
  return await client.request("PUT", withEffectiveFrom(call.path, current.body), { body });
}

/** A record of the whole enterprise has no plant code; the plant gets a record of its own, always in force. */
function withEffectiveFrom(path: string, stored: unknown): string {
  const effectiveFrom = memberOf(stored, "effectiveFrom");
  if (typeof effectiveFrom !== "string" || memberOf(stored, "plantCode") === undefined) return path;
  return `${path}&effectiveFrom=${encodeURIComponent(effectiveFrom)}`;
}
