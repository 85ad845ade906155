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
  run(evidence: Evidence): CheckResult;
}
