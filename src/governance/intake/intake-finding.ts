import type { Finding, FindingSeverity } from "../../kernel/finding.js";
import type { SourcePosition } from "./source-position.js";

/** Why a bundle is refused, or what about it is doubtful; each has a page in docs/errors. */
export type IntakeCode =
  | "BUNDLE_TOO_LARGE"
  | "CONTRACT_FORMAT_UNKNOWN"
  | "EXTERNAL_REF"
  | "FINDINGS_LEFT_OUT"
  | "FORBIDDEN_KEY"
  | "LINT_ABORTED"
  | "LINT_TIMEOUT"
  | "NUMBER_NOT_EXACT"
  | "REF_FILE_MISSING"
  | "REF_OUTSIDE_BUNDLE"
  | "REF_UNRESOLVED"
  | "YAML_ALIASES_EXCEEDED"
  | "YAML_DEPTH_EXCEEDED"
  | "YAML_DUPLICATE_KEY"
  | "YAML_INVALID";

/** A finding with its place in a file. */
export interface LocatedFinding extends Finding {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly column: number;
}

interface IntakeFindingParts {
  readonly code: IntakeCode;
  readonly at: SourcePosition;
  readonly message: string;
  readonly fix: string;
  readonly pointer?: string;
  readonly severity?: FindingSeverity;
}

export function intakeFinding(parts: IntakeFindingParts): LocatedFinding {
  const { code, at, message, fix, pointer = "", severity = "ERROR" } = parts;
  return { code, severity, check: "contract-intake", message, pointer, fix, ...at };
}

/** Thrown inside the reader when going on would cost what the limit is there to save. */
export class IntakeRefusal extends Error {
  override readonly name = "IntakeRefusal";

  constructor(readonly finding: LocatedFinding) {
    super(finding.message);
  }
}
