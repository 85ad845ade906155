import type { Finding } from "../../../kernel/finding.js";
import type { MessageKind } from "../message/b2mml-message.js";

/**
 * What became of a file or of one of its calls. TAKEN: stored by the gateway. QUARANTINED: stored, waits for its
 * order. PARKED: stored, waits for a person. REFUSED: nothing will come of it as it is. UNREADABLE: not an XML
 * message at all. UNAUTHORISED: the client may not do this. UNAVAILABLE: no answer, or one that says to try later.
 */
export type ImportOutcome =
  "TAKEN" | "QUARANTINED" | "PARKED" | "REFUSED" | "UNREADABLE" | "UNAUTHORISED" | "UNAVAILABLE";

/** Answer to one governed call. */
export interface CallResult {
  readonly operation: string;
  readonly resource: string;
  readonly outcome: ImportOutcome;
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** What an upsert changed: CREATED, UPDATED, UNCHANGED, or STALE when something newer is stored already. */
  readonly effect?: string;
  /** Problem of the answer or of the accepted work (RFC 9457), as the gateway gave it. */
  readonly problem?: unknown;
  /** Where the accepted work can be followed. */
  readonly follow?: string;
}

/** What one file led to; written beside the file as `<name>.report.json`. */
export interface FileReport {
  /** Name without its folder. */
  readonly file: string;
  readonly plantCode: string;
  /** SHA-256 of the bytes, hexadecimal; undefined when there were none to read. */
  readonly checksum: string | undefined;
  readonly kind: MessageKind | undefined;
  readonly outcome: ImportOutcome;
  readonly isDryRun: boolean;
  /** RFC 3339, UTC. */
  readonly importedAt: string;
  readonly results: readonly CallResult[];
  readonly findings: readonly Finding[];
}

const WORST_FIRST: readonly ImportOutcome[] = [
  "UNAUTHORISED",
  "UNAVAILABLE",
  "UNREADABLE",
  "REFUSED",
  "PARKED",
  "QUARANTINED",
];

/** The outcome that needs attention most. */
export function worstOutcome(outcomes: readonly ImportOutcome[]): ImportOutcome {
  return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? "TAKEN";
}
