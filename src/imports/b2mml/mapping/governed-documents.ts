import type { Quantity } from "../../../kernel/quantity.js";

/**
 * The members of `production-order.yaml` that a B2MML message can fill. The adapter is a client of the contract like
 * any other, so the gateway validates these documents in full; a test holds them against the same schemas.
 */
export interface OrderReleaseDocument {
  readonly orderNumber: string;
  readonly plantCode: string;
  readonly revision: number;
  readonly erpSystem: string;
  readonly orderType: string;
  readonly material: { readonly number: string };
  readonly quantity: Quantity;
  readonly priority?: number;
  readonly plannedStart: string;
  readonly plannedEnd: string;
  readonly routing: VersionedReference;
  readonly bom: VersionedReference;
  readonly operations: readonly OperationDocument[];
  readonly components: readonly ComponentDocument[];
}

interface VersionedReference {
  readonly id: string;
  readonly version: string;
}

export interface OperationDocument {
  readonly operationNumber: string;
  readonly sequence: number;
  readonly name: string;
  readonly workCenterCode: string;
}

export interface ComponentDocument {
  readonly componentLine: string;
  readonly operationNumber: string;
  readonly materialNumber: string;
  readonly quantity: Quantity;
  readonly storageLocationCode?: string;
  readonly allocatedLots?: readonly LotQuantityDocument[];
}

/** A quantity of a lot, in a handling unit when its SSCC-18 is right. */
export interface LotQuantityDocument {
  readonly lotNumber: string;
  readonly quantity: Quantity;
  readonly handlingUnit?: string;
}

export interface ConfirmationDocument {
  readonly operationNumber: string;
  readonly kind: "PARTIAL";
  readonly yield?: Quantity;
  readonly consumption?: readonly ConsumptionDocument[];
  readonly producedLots?: readonly LotQuantityDocument[];
  readonly occurredAt: string;
}

export interface ConsumptionDocument {
  readonly componentLine: string;
  readonly quantity: Quantity;
  readonly lots?: readonly LotQuantityDocument[];
}

/** One governed operation a file asks for. */
export interface GovernedCall {
  /** operationId of the contract. */
  readonly operation: "releaseOrder" | "createConfirmation" | "upsertMasterData";
  /** What it is about, for people: `order P300/258456`. */
  readonly resource: string;
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body: object;
  /** True when the members that `body` does not name are kept as the stored record has them. */
  readonly keepsOtherMembers?: boolean;
}
