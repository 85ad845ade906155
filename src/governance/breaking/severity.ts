import type { FindingSeverity } from "../../kernel/finding.js";
import type { Fact } from "./fact.js";
import type { View } from "./view.js";

/** The built-in policies; docs: README.md of this folder. */
export type ProfileName = "strict" | "tolerant-reader" | "oasdiff" | "buf-wire";

export const PROFILE_NAMES: readonly ProfileName[] = ["strict", "tolerant-reader", "oasdiff", "buf-wire"];

/** One severity for both views, or one each. */
export type ViewSeverity = FindingSeverity | { readonly request: FindingSeverity; readonly response: FindingSeverity };

/** One severity for every change of a rule, or one per change (`narrowed`) or manner of it (`set`). */
export type RuleSeverity = FindingSeverity | Readonly<Record<string, ViewSeverity>>;

/** ERROR where the receiver of a value may get one it was not promised; the mirror image is INFO. */
export const SUBSUMPTION = {
  narrowed: { request: "ERROR", response: "INFO" },
  widened: { request: "INFO", response: "ERROR" },
  changed: "ERROR",
} as const satisfies RuleSeverity;

/** As SUBSUMPTION, where the other side can cope although it was not promised to: worth knowing, no break. */
export const SUBSUMPTION_WARNED = {
  narrowed: { request: "WARN", response: "INFO" },
  widened: { request: "INFO", response: "WARN" },
  changed: "WARN",
} as const satisfies RuleSeverity;

/** As SUBSUMPTION, where a bound that is written down for the first time may only state what always held. */
export const SUBSUMPTION_SET_WARNED = {
  ...SUBSUMPTION,
  set: { request: "WARN", response: "INFO" },
} as const satisfies RuleSeverity;

/** The severity of one change by its manner, else by its name; undefined when the table knows neither. */
export function severityOf(
  severity: RuleSeverity,
  { change, manner }: Pick<Fact, "change" | "manner">,
  view: View,
): FindingSeverity | undefined {
  if (typeof severity === "string") return severity;
  const entry = (manner === undefined ? undefined : severity[manner]) ?? severity[change];
  return entry === undefined || typeof entry === "string" ? entry : entry[view];
}
