/** Weight of a finding: an ERROR refuses, a WARN is shown and recorded, an INFO explains. */
export type FindingSeverity = "ERROR" | "WARN" | "INFO";

/** The one shape in which lint, diff, payload checks and order validation report (contracts/schemas/problem.yaml). */
export interface Finding {
  /** Code of the error catalogue, or a rule id. */
  readonly code: string;
  readonly severity: FindingSeverity;
  /** The check that made the finding. */
  readonly check?: string;
  readonly message: string;
  /** JSON pointer (RFC 6901) into the document that was checked. */
  readonly pointer: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** Escapes one reference token of a JSON pointer (RFC 6901 §3). */
export function pointerToken(token: string | number): string {
  return String(token).replaceAll("~", "~0").replaceAll("/", "~1");
}
