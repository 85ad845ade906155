import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { invalidMembers } from "../http/refusals.js";

const PARTICIPANTS = `SELECT id, name FROM il.pact_participant WHERE name = ANY($1::text[])`;

/**
 * Ids of the provider and the consumer that a webhook names; null where it names none.
 * @throws InterlockError PACT_REQUEST_INVALID for a name that nobody has
 */
export async function participantIds(
  tx: Tx,
  { provider, consumer }: { readonly provider: string | null; readonly consumer: string | null },
): Promise<readonly [string | null, string | null]> {
  const pair = { provider, consumer };
  const names = Object.values(pair).filter((name) => name !== null);
  const rows = await tx.query<{ id: string; name: string }>(PARTICIPANTS, [names]);
  const ids = new Map(rows.map((row) => [row.name, row.id]));
  for (const [member, name] of Object.entries(pair)) {
    if (name !== null && !ids.has(name)) throw invalidMembers({ [member]: `is ${name}, which is no pacticipant` });
  }
  const idOf = (name: string | null): string | null => (name === null ? null : (ids.get(name) ?? null));
  return [idOf(provider), idOf(consumer)];
}
