import { sha256Hex } from "../../kernel/hash.js";
import type { AuthorityField } from "../../plants/public.js";
import type { components } from "./contract.gen.js";

type OrderRelease = components["schemas"]["OrderRelease"];
type OrderChange = components["schemas"]["OrderChange"];

/** An order as it shall be after a change. */
export interface ChangedOrder {
  readonly order: OrderRelease;
  readonly document: string;
  readonly documentHash: string;
  /** Members that the change names. */
  readonly changed: readonly [string, ...string[]];
}

const OWNED: Readonly<Record<keyof OrderChange, AuthorityField>> = {
  quantity: "plannedQuantity",
  priority: "orderControl",
  plannedStart: "plannedDates",
  plannedEnd: "plannedDates",
  promiseDate: "plannedDates",
};

/** The next revision of an order: the stored one with the members that the change names. */
export function changeOrder(stored: OrderRelease, change: OrderChange): ChangedOrder {
  const order = { ...stored, ...change, revision: stored.revision + 1 };
  const [first, ...others] = Object.keys(change);
  if (first === undefined) throw new Error("the contract lets an empty change pass");
  const document = JSON.stringify(order);
  return { order, document, documentHash: sha256Hex(document), changed: [first, ...others] };
}

/** The fields whose owner must be the writer. */
export function ownedFieldsOf(change: OrderChange): readonly AuthorityField[] {
  return [...new Set(Object.keys(change).map((member) => OWNED[member as keyof OrderChange]))];
}
