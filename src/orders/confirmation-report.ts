import type { Quantity } from "../kernel/quantity.js";

/** One increment of execution (contracts/schemas/production-order.yaml, ConfirmationReport). */
export interface ConfirmationReport {
  readonly operationNumber: string;
  readonly sequence?: number;
  readonly kind: ConfirmationKind;
  readonly workCenterCode?: string;
  readonly yield?: Quantity;
  readonly scrap?: Quantity;
  readonly rework?: Quantity;
  readonly scrapReasonCode?: string;
  readonly pauseReasonCode?: string;
  readonly labor?: readonly Labor[];
  /** ISO 8601 duration. */
  readonly machineTime?: string;
  readonly consumption?: readonly Consumption[];
  readonly producedLots?: readonly LotQuantity[];
  readonly final?: boolean;
  readonly occurredAt: string;
  readonly postingDate?: string;
}

export type ConfirmationKind = "START" | "PAUSE" | "RESUME" | "PARTIAL" | "COMPLETE";

export interface Labor {
  /** Pseudonymous, never a name. */
  readonly personRef: string;
  readonly activity: "SETUP" | "RUN" | "TEARDOWN" | "CLEAN";
  /** ISO 8601 duration. */
  readonly duration: string;
}

export interface Consumption {
  readonly componentLine: string;
  readonly quantity: Quantity;
  readonly lots?: readonly LotQuantity[];
}

export interface LotQuantity {
  readonly lotNumber: string;
  readonly quantity: Quantity;
  readonly handlingUnit?: string;
}

/** True for the last increment of an operation. */
export const isFinal = (report: ConfirmationReport): boolean => report.kind === "COMPLETE" || report.final === true;
