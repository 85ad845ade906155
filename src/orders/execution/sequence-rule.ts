/** What a report's number says about its place. */
export type SequenceVerdict = "IN_SEQUENCE" | "BEHIND_PARKED" | "LATE" | "GAP";

/**
 * Sources number their reports gap-free per order; a report without a number is always in sequence. LATE is a number
 * below the last applied one: its gap was given up earlier, and what happened still counts. BEHIND_PARKED is a number
 * of which every earlier one was received: a parked report waits for a person, and what happened after it has happened.
 * @param lastApplied last number applied of the same source, 0 when none
 * @param storedBetween reports received with a number between the last applied one and this one
 */
export function judgeSequence(sequence: number | null, lastApplied: number, storedBetween: number): SequenceVerdict {
  if (sequence === null || sequence === lastApplied + 1) return "IN_SEQUENCE";
  if (sequence <= lastApplied) return "LATE";
  return storedBetween === sequence - lastApplied - 1 ? "BEHIND_PARKED" : "GAP";
}
