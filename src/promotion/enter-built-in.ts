import type { BuiltInContract } from "../gateway/public.js";
import type { ContractVersion } from "../registry/public.js";
import { successorOf } from "./deprecate-contract.js";
import { withPromoted } from "./promote-contract.js";
import type { ServedEntries, ServedEntry } from "./served-entry.js";

/** A contract of the product that comes into force, and its version in the registry. */
export interface EnteringContract {
  readonly contract: BuiltInContract;
  readonly version: ContractVersion;
}

/**
 * The set with the contracts of the product in force. One that its file calls deprecated comes into force with its end
 * announced; an end that was announced before is never moved to an earlier day.
 */
export function withBuiltIn(
  current: ServedEntries,
  entering: readonly EnteringContract[],
  promotionId: string,
  at: Date,
): ServedEntries {
  const promoted = entering.reduce((set, { version }) => withPromoted(set, version, promotionId), current);
  const ends = new Map(entering.map(({ contract, version }) => [version.digest, contract]));
  return promoted.map((entry) => {
    const contract = ends.get(entry.digest);
    if (contract?.lifecycle !== "deprecated") return entry;
    const before = current.find(({ line }) => line === entry.line);
    return deprecated(entry, contract, before, successorOf(entry, promoted.filter(isStaying(ends))), at);
  });
}

/** Another version that is about to end is no successor. */
const isStaying =
  (ends: ReadonlyMap<string, BuiltInContract>) =>
  ({ digest }: ServedEntry): boolean =>
    ends.get(digest)?.lifecycle !== "deprecated";

function deprecated(
  entry: ServedEntry,
  { sunset }: BuiltInContract,
  before: ServedEntry | undefined,
  successor: string | undefined,
  at: Date,
): ServedEntry {
  const announced = [before?.sunsetAt, sunset === undefined ? undefined : new Date(sunset).toISOString()];
  const sunsetAt = announced
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);
  return {
    ...entry,
    state: "deprecated",
    deprecatedAt: before?.deprecatedAt ?? at.toISOString(),
    ...(sunsetAt === undefined ? {} : { sunsetAt }),
    ...(successor === undefined ? {} : { successor }),
  };
}
