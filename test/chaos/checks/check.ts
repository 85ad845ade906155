import type { Evidence } from "../evidence.js";

/** What one check found. */
export interface CheckResult {
  /** One line of figures. */
  readonly figures: string;
  /** Each names what is wrong; none means that the guarantee held. */
  readonly violations: readonly string[];
}

/** One guarantee of the product. */
export interface ChaosCheck {
  readonly name: string;
  /** False when the run had nothing it could judge; it is then told as not run. */
  applies?(evidence: Evidence): boolean;
  run(evidence: Evidence): CheckResult;
}
