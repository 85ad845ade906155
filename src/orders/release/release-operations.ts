import type { OrderRelease } from "../order-release.js";

type Operation = OrderRelease["operations"][number];

/**
 * Operations that must be complete before the given one begins: those it names, or, when it names none at all, every
 * operation of the next lower sequence. An empty list is an answer: the operation may begin at once.
 */
export function predecessorsOf(order: OrderRelease, operation: Operation): string[] {
  if (operation.predecessors !== undefined) return [...operation.predecessors];
  const lower = order.operations.filter((candidate) => candidate.sequence < operation.sequence);
  const next = Math.max(...lower.map((candidate) => candidate.sequence));
  return lower.filter((candidate) => candidate.sequence === next).map((candidate) => candidate.operationNumber);
}

/** Operations an order begins with. */
export function firstOperations(order: OrderRelease): string[] {
  return order.operations
    .filter((operation) => predecessorsOf(order, operation).length === 0)
    .map((operation) => operation.operationNumber);
}
