import type { Quantity } from "../kernel/quantity.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../plants/public.js";
import type { VarianceLevel } from "./variance/compute-variance.js";

/** What a movement has to know of its order; amounts are decimal text. */
export interface MovementOrder {
  readonly state: string;
  /** Unit of the order and of what it has received. */
  readonly unit: string;
  readonly materialNumber: string;
  /** The operation that makes the product. */
  readonly lastOperationNumber: string;
  readonly components: readonly MovementComponent[];
}

export interface MovementComponent {
  readonly componentLine: string;
  readonly operationNumber: string;
  readonly materialNumber: string;
  readonly unit: string;
  readonly storageLocationCode: string | null;
  readonly lotRequired: boolean;
  /** In `unit`. */
  readonly issued: string;
}

/** What movements ask of orders, which stand above them. */
export interface MovementOrders {
  /** Locks the order's row; undefined when there is no such order. */
  lock(tx: Tx, plantCode: string, orderNumber: string): Promise<MovementOrder | undefined>;
  /** Keeps which lots went into the order, came out of it or were given back by it. The caller holds the order's lock. */
  recordLots(tx: Tx, lots: MovedLots, profile: PlantProfile): Promise<void>;
  /** Takes back what a movement said about lots. @param movementId what is taken back */
  reverseLots(tx: Tx, lots: MovedLots, movementId: string): Promise<void>;
  /**
   * Adds to what a component line has consumed and judges it against the plan. The caller holds the order's lock.
   * @returns the level of the line
   */
  addIssued(tx: Tx, issue: ComponentIssue, profile: PlantProfile): Promise<VarianceLevel>;
}

/** What one line of a movement says about lots of its order. */
export interface MovedLots {
  readonly movementId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly operationNumber: string;
  /** RETURN: given back unused. */
  readonly side: "INPUT" | "OUTPUT" | "RETURN";
  readonly lots: readonly OrderLot[];
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

export interface OrderLot {
  readonly materialNumber: string;
  readonly lotNumber: string;
  readonly quantity: Quantity;
  /** GS1 SSCC-18. */
  readonly handlingUnit?: string;
}

/** Consumption of a component line, and what led to it. */
export interface ComponentIssue {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly componentLine: string;
  /** Decimal text in the line's unit, negative for a return. */
  readonly amount: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Where the capability above puts its orders; movements do not know how orders are kept. */
export class MovementOrderAccess {
  #orders: MovementOrders | undefined;

  register(orders: MovementOrders): void {
    if (this.#orders !== undefined) throw new Error("the orders of movements are registered already");
    this.#orders = orders;
  }

  /** @throws Error when nobody is registered. */
  get orders(): MovementOrders {
    if (this.#orders === undefined) throw new Error("no orders are registered for movements");
    return this.#orders;
  }
}
