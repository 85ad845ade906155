import type { StockStatus } from "../connectors/public.js";
import type { Quantity } from "../kernel/quantity.js";

/** Movement of contracts/schemas/inventory-movement.yaml, which says what each member means. */
export interface Movement {
  readonly plantCode: string;
  readonly movementType: MovementType;
  readonly orderNumber?: string;
  readonly reasonCode?: string;
  readonly occurredAt: string;
  readonly postingDate?: string;
  readonly lines: readonly MovementLine[];
}

export type MovementType =
  | "ISSUE_TO_ORDER"
  | "RECEIPT_FROM_ORDER"
  | "BYPRODUCT_RECEIPT"
  | "RETURN_TO_STOCK"
  | "TRANSFER_LOCATION"
  | "TRANSFER_PLANT"
  | "TRANSFER_MATERIAL"
  | "STATUS_CHANGE"
  | "SCRAP"
  | "COUNT_ADJUSTMENT";

export interface MovementLine {
  readonly lineNumber: number;
  readonly operationNumber?: string;
  readonly componentLine?: string;
  readonly materialNumber: string;
  readonly quantity: Quantity;
  readonly lots?: readonly MovedLot[];
  readonly storageLocation?: Ends<string>;
  readonly stockStatus?: Ends<StockStatus>;
  readonly toPlantCode?: string;
  readonly toMaterialNumber?: string;
  readonly handlingUnit?: string;
}

export interface MovedLot {
  readonly lotNumber: string;
  readonly quantity: Quantity;
  readonly serials?: readonly string[];
}

/** Where a movement begins and where it ends. */
export interface Ends<T> {
  readonly from?: T;
  readonly to?: T;
}

/** Types that take material from stock; its lots must be usable. */
export const TAKES_FROM_STOCK: ReadonlySet<MovementType> = new Set(["ISSUE_TO_ORDER", "SCRAP"]);

/** A COUNT_ADJUSTMENT that names only where the material goes has found more than was booked. */
export const isGain = ({ storageLocation }: MovementLine): boolean => storageLocation?.from === undefined;
