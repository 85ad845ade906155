import type { Finding } from "../../../kernel/finding.js";
import type { Quantity } from "../../../kernel/quantity.js";
import type { Rational } from "../../../kernel/rational.js";
import type { PlantProfile } from "../../../plants/public.js";
import type { ConfirmationReport } from "../../confirmation-report.js";
import type { LockedOrder, OrderComponent, OrderOperation } from "../../order-lock.js";

/** Exact conversion into a unit, by the material's own units too; undefined when there is none. */
export type UnitConversion = (quantity: Quantity, unit: string, materialNumber: string) => Rational | undefined;

/** Everything a report is checked against, and applied with. */
export interface ExecutionContext {
  readonly order: LockedOrder;
  /** In their sequence; the last one makes the product. */
  readonly operations: readonly OrderOperation[];
  readonly components: readonly OrderComponent[];
  readonly profile: PlantProfile;
  /** Time of the check. */
  readonly now: Date;
  readonly reasonCodes: ReadonlySet<string>;
  readonly convert: UnitConversion;
}

/** One check of domain §5(b); all checks run and all findings are collected. */
export type ExecutionCheck = (report: ConfirmationReport, context: ExecutionContext) => Finding[];

/** A finding that parks the report. */
export function refuse(code: string, pointer: string, message: string, fix: string): Finding {
  return { code, severity: "ERROR", check: "execution", message, pointer, fix };
}
