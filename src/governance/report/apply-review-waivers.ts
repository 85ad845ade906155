import type { ReviewEntry, ReviewWaiver } from "./review-report.js";

/** Waivers of a file, and the day they are judged for. */
export interface WaiverPolicy {
  readonly waivers: readonly ReviewWaiver[];
  /** RFC 3339 full-date, in UTC. */
  readonly today: string;
}

type Waivable = Omit<ReviewEntry, "isBlocking">;

export interface WaivedEntries {
  readonly entries: readonly Waivable[];
  readonly notes: readonly string[];
}

/**
 * Marks the entries that a waiver covers. A waiver that ended, or that lacks its second person, covers nothing and the
 * entry says so; what was not judged cannot be waived.
 */
export function applyReviewWaivers(entries: readonly Waivable[], { waivers, today }: WaiverPolicy): WaivedEntries {
  const used = new Set<ReviewWaiver>();
  const judged = entries.map((entry) => {
    const waiver = waivers.find(({ fingerprint }) => fingerprint === entry.fingerprint);
    if (waiver === undefined || entry.waiver !== undefined || entry.waiverCommand === undefined) return entry;
    used.add(waiver);
    const objection = objectionTo(waiver, entry, today);
    return objection === undefined ? { ...entry, waiver } : { ...entry, message: `${entry.message} (${objection})` };
  });
  const idle = waivers.length - used.size;
  const notes = idle === 0 ? [] : [`${idle} of ${waivers.length} waivers cover nothing here.`];
  return { entries: judged, notes };
}

function objectionTo(waiver: ReviewWaiver, entry: Waivable, today: string): string | undefined {
  if (waiver.ends < today) return `the waiver of ${waiver.owner} ended on ${waiver.ends}`;
  const needsTwo = entry.verdict === "breaking" || entry.verdict === "undecided";
  const hasTwo = waiver.approvedBy !== undefined && waiver.approvedBy !== waiver.owner;
  if (needsTwo && !hasTwo) return `the waiver of ${waiver.owner} needs the approval of a second person`;
  return undefined;
}
