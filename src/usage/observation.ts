import type { RecordedCalls, RecordedField, RecordedUsage } from "./recorded-usage.js";

const HOUR_MS = 3_600_000;

/** The time a statement about usage is about. */
export interface Observation {
  readonly since: Date;
  readonly until: Date;
  /** Whole hours between the two in which no process counted. */
  readonly gapHours: number;
  /** Calls that were made and not counted. */
  readonly lostCalls: number;
}

/** From when to when anybody counted; undefined when nobody did. */
export function observedSince({ since, windows }: RecordedUsage): Observation | undefined {
  const [first] = windows;
  if (first === undefined) return undefined;
  const start = Math.max(first.startedAt.getTime(), since.getTime());
  let until = start;
  let gapMs = 0;
  let lostCalls = 0;
  for (const window of windows) {
    gapMs += Math.max(0, window.startedAt.getTime() - until);
    until = Math.max(until, window.observedUntil.getTime());
    lostCalls += window.lostCalls;
  }
  return { since: new Date(start), until: new Date(until), gapHours: Math.floor(gapMs / HOUR_MS), lostCalls };
}

/** What was counted, with the time the counts are about; that is what impact is told from. */
export interface ObservedUsage {
  /** Absent when nobody counted. */
  readonly observation?: Observation;
  readonly calls: readonly RecordedCalls[];
  readonly fields: readonly RecordedField[];
}

export function toObservedUsage(usage: RecordedUsage): ObservedUsage {
  const observation = observedSince(usage);
  return { ...(observation === undefined ? {} : { observation }), calls: usage.calls, fields: usage.fields };
}
