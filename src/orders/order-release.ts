import type { Quantity } from "../kernel/quantity.js";

/** A production order as its ERP releases it (contracts/schemas/production-order.yaml, OrderRelease). */
export interface OrderRelease {
  readonly orderNumber: string;
  readonly plantCode: string;
  readonly revision: number;
  readonly erpSystem: string;
  readonly orderType: "DISCRETE" | "PROCESS" | "REPETITIVE" | "REWORK";
  readonly material: { readonly number: string; readonly revision?: string; readonly gtin?: string };
  readonly quantity: Quantity;
  readonly underTolerancePct?: number;
  readonly overTolerancePct?: number;
  readonly priority?: number;
  /** RFC 3339, as every time of the order. */
  readonly plannedStart: string;
  readonly plannedEnd: string;
  /** Calendar date. */
  readonly promiseDate?: string;
  readonly salesOrderRef?: string;
  readonly routing: VersionedReference;
  readonly bom: VersionedReference;
  readonly operations: readonly ReleasedOperation[];
  readonly components: readonly ReleasedComponent[];
  readonly coProducts?: readonly { readonly materialNumber: string; readonly quantity: Quantity }[];
  readonly lotNumber?: string;
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface VersionedReference {
  readonly id: string;
  readonly version: string;
}

export interface ReleasedOperation {
  readonly operationNumber: string;
  readonly sequence: number;
  readonly name?: string;
  readonly workCenterCode: string;
  readonly capability?: string;
  /** ISO 8601 duration. */
  readonly setupTime?: string;
  readonly runTimePerUnit?: string;
  readonly quantity?: Quantity;
  readonly confirmationRequired?: boolean;
  readonly isMilestone?: boolean;
  readonly inspectionRequired?: boolean;
  readonly predecessors?: readonly string[];
}

/** Identified by its line, never by its material. */
export interface ReleasedComponent {
  readonly componentLine: string;
  readonly operationNumber: string;
  readonly materialNumber: string;
  readonly quantity: Quantity;
  readonly storageLocationCode?: string;
  readonly lotRequired?: boolean;
  readonly lotNumber?: string;
  readonly backflush?: boolean;
  readonly isByProduct?: boolean;
  readonly scrapPct?: number;
  readonly substituteFor?: string;
  readonly allocatedLots?: readonly AllocatedLot[];
  readonly erpReservation?: { readonly number: string; readonly item: string };
}

export interface AllocatedLot {
  readonly lotNumber: string;
  readonly quantity: Quantity;
  /** GS1 SSCC-18. */
  readonly handlingUnit?: string;
}
