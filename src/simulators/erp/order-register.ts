/** Part of the ERP simulator: the production orders it knows. */
import type { JsonLinesStore } from "../json-lines-store.js";

/** As much of an order release as the simulator's rules need; the rest is carried along. */
export interface KnownOrder {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly revision: number;
  readonly material?: { readonly number: string };
  readonly components?: readonly { readonly materialNumber: string }[];
  readonly coProducts?: readonly { readonly materialNumber: string }[];
}

export class OrderRegister {
  readonly #orders = new Map<string, KnownOrder>();

  constructor(private readonly store: JsonLinesStore<KnownOrder>) {
    for (const order of store.loaded) this.#orders.set(order.orderNumber, order);
  }

  get all(): readonly KnownOrder[] {
    return [...this.#orders.values()];
  }

  get(orderNumber: string): KnownOrder | undefined {
    return this.#orders.get(orderNumber);
  }

  register(order: KnownOrder): void {
    this.store.append(order);
    this.#orders.set(order.orderNumber, order);
  }

  /** Materials that may move on the order; undefined when the order was never released here and anything may. */
  materialsOf(orderNumber: string): ReadonlySet<string> | undefined {
    const order = this.#orders.get(orderNumber);
    if (order?.material === undefined) return undefined;
    const others = [...(order.components ?? []), ...(order.coProducts ?? [])].map((line) => line.materialNumber);
    return new Set([order.material.number, ...others]);
  }
}
