/** What a report's number says about its place. */
export type SequenceVerdict = "IN_SEQUENCE" | "LATE" | "GAP";

/**
 * Sources number their reports gap-free per order; a report without a number is always in sequence. LATE is a number
 * below the last applied one: its gap was given up earlier, and what happened still counts.
 * @param lastApplied last number applied of the same source, 0 when none
 */
export function judgeSequence(sequence: number | null, lastApplied: number): SequenceVerdict {
  if (sequence === null || sequence === lastApplied + 1) return "IN_SEQUENCE";
  return sequence <= lastApplied ? "LATE" : "GAP";
}
