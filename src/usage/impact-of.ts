import { fieldsAt, isWithoutField, touchedFields } from "./touched-fields.js";
import type { Observation, ObservedUsage } from "./observation.js";
import type { FieldDirection, RecordedCalls } from "./recorded-usage.js";

/** What impact needs to know of a change; the changes of a proven comparison have it. */
export interface TouchingChange {
  readonly rule: string;
  /** `request`: clients send it; `response`: they are sent it. */
  readonly view: "request" | "response";
  /**
   * Operations as the contract writes them (`POST /orders`), each with the places inside its bodies; without any where
   * every call counts.
   */
  readonly touches: readonly { readonly operation: string; readonly fieldPaths: readonly string[] }[];
  readonly fact: { readonly change: string };
}

/** One client that uses what a change touches. */
export interface AffectedClient {
  readonly clientId: string;
  readonly operation: string;
  /** Sorted; empty for operations without a plant. */
  readonly plantCodes: readonly string[];
  /** Calls to the operation in the window, exact. */
  readonly calls: number;
  /** Bodies with what the change touches, of those that were looked at. */
  readonly touchingCalls: number;
  /** Bodies that were looked at; fewer than `calls` where answers are sampled. */
  readonly observedCalls: number;
  /** Last day with a call, ISO date. */
  readonly lastDay: string;
}

/**
 * Who is touched by a change. `unused` is a statement about the window only; `unknown` means that nobody counted, and
 * is never to be read as `unused`.
 */
export interface Impact {
  readonly verdict: "used" | "unused" | "unknown";
  readonly clients: readonly AffectedClient[];
  /** Absent when usage was not recorded. */
  readonly observation?: Observation;
  /** Why the answer is less certain than it looks; empty when nothing is missing. */
  readonly caveats: readonly string[];
}

/** Fields of answers that a client declares to read; a client that is not named counts as reading all of them. */
export type DeclaredReads = ReadonlyMap<string, ReadonlySet<string>>;

/** Joins a change with what was counted. */
export function impactOf(
  change: TouchingChange,
  usage: ObservedUsage,
  declaredReads: DeclaredReads = new Map(),
): Impact {
  const { observation } = usage;
  const reason = unknownReason(change, observation);
  if (observation === undefined || reason !== undefined) {
    return { verdict: "unknown", clients: [], caveats: [reason ?? "usage was not recorded"] };
  }
  const calls = usage.calls.filter(({ operation }) =>
    change.touches.some((touched) => touched.operation === operation),
  );
  const clients = grouped(calls).flatMap((own) => affected(change, own, usage, declaredReads));
  const verdict = clients.length > 0 ? "used" : "unused";
  const caveats = caveatsOf(change, calls, observation);
  // Nobody was seen, and not everything was looked at: that is no statement about all.
  const isOpen = verdict === "unused" && (observation.lostCalls > 0 || calls.some(({ isComplete }) => !isComplete));
  return { verdict: isOpen ? "unknown" : verdict, clients, observation, caveats };
}

function unknownReason({ touches }: TouchingChange, observation: Observation | undefined): string | undefined {
  if (observation === undefined) return "usage was not recorded in this time";
  const isCalled = touches.some(({ operation }) => /^[A-Z]+ \//.test(operation));
  return isCalled ? undefined : "only calls of operations are counted; it touches none by itself";
}

/** Calls of the same client to the same operation, all plants together. */
function grouped(calls: readonly RecordedCalls[]): RecordedCalls[][] {
  return [...Map.groupBy(calls, ({ operation, clientId }) => `${operation}\n${clientId}`).values()];
}

function affected(
  change: TouchingChange,
  calls: readonly RecordedCalls[],
  usage: ObservedUsage,
  declaredReads: DeclaredReads,
): AffectedClient[] {
  const touching = calls.map((own) => ({ own, ...touchesOf(change, own, usage, declaredReads) }));
  const hit = touching.filter(({ touchingCalls }) => touchingCalls > 0);
  const [first] = hit;
  if (first === undefined) return [];
  const sum = (read: (entry: (typeof hit)[number]) => number): number =>
    hit.reduce((total, entry) => total + read(entry), 0);
  return [
    {
      clientId: first.own.clientId,
      operation: first.own.operation,
      plantCodes: hit
        .map(({ own }) => own.plantCode)
        .filter((plantCode) => plantCode !== "")
        .toSorted(),
      calls: sum(({ own }) => own.calls),
      touchingCalls: sum(({ touchingCalls }) => touchingCalls),
      observedCalls: sum(({ observedCalls }) => observedCalls),
      lastDay:
        hit
          .map(({ own }) => own.lastDay)
          .toSorted()
          .at(-1) ?? "",
    },
  ];
}

/** Bodies of one client in one plant that have, or for new demands lack, what the change touches. */
function touchesOf(
  change: TouchingChange,
  own: RecordedCalls,
  usage: ObservedUsage,
  declaredReads: DeclaredReads,
): { readonly touchingCalls: number; readonly observedCalls: number } {
  const direction: FieldDirection = change.view;
  const fieldPaths = change.touches
    .filter(({ operation }) => operation === own.operation)
    .flatMap((touched) => touched.fieldPaths);
  if (fieldPaths.length === 0) return { touchingCalls: own.calls, observedCalls: own.calls };
  const observedCalls = direction === "request" ? own.requests : own.answers;
  const fields = usage.fields.filter(
    (field) =>
      field.operation === own.operation &&
      field.clientId === own.clientId &&
      field.plantCode === own.plantCode &&
      field.direction === direction,
  );
  const reads = direction === "response" ? declaredReads.get(own.clientId) : undefined;
  const counts = touchedFields(change, fieldPaths).map((path) =>
    countAt(path, change, fieldsAt(path, fields, reads), observedCalls),
  );
  return { touchingCalls: Math.max(0, ...counts), observedCalls };
}

function countAt(path: string, change: TouchingChange, found: readonly number[], observedCalls: number): number {
  const present = Math.max(0, ...found);
  return isWithoutField(change, path) ? observedCalls - present : present;
}

function caveatsOf(
  change: TouchingChange,
  calls: readonly RecordedCalls[],
  { lostCalls, gapHours }: Observation,
): string[] {
  const isSampled =
    change.view === "response" &&
    change.touches.some(({ fieldPaths }) => fieldPaths.length > 0) &&
    calls.some((own) => own.answers < own.calls);
  return [
    ...(isSampled ? ["fields of answers are counted in a sample of them"] : []),
    ...(calls.some(({ isComplete }) => !isComplete)
      ? ["some bodies had more fields or elements than are counted"]
      : []),
    ...(lostCalls > 0 ? [`${lostCalls} calls were not counted`] : []),
    ...(gapHours > 0 ? [`nothing was counted for ${gapHours} hours of the window`] : []),
  ];
}
