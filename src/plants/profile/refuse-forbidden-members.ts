import { forbiddenFields, type PermittedFields, refuseFields } from "../../platform/security/public.js";
import { canonicalChecksum } from "../canonical-checksum.js";
import type { PlantProfile } from "../plant-profile.js";

/**
 * A profile is always sent whole, so only what differs from the one in force counts as written.
 * @throws InterlockError FORBIDDEN_FIELD naming each changed member that the sender may not change
 */
export function refuseForbiddenMembers(
  before: PlantProfile | undefined,
  after: PlantProfile,
  permitted: PermittedFields | undefined,
): void {
  if (permitted === undefined) return;
  const old = new Map(Object.entries(before ?? {}));
  const names = new Set([...old.keys(), ...Object.keys(after)]);
  const members = new Map(Object.entries(after));
  const changed = [...names].filter((name) => checksumOf(old.get(name)) !== checksumOf(members.get(name)));
  const written = Object.fromEntries(changed.map((name) => [name, members.get(name)]));
  refuseFields("plant:apply", forbiddenFields(written, permitted));
}

const checksumOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : canonicalChecksum({ value });
