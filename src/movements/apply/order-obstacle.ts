import type { MovementOrder } from "../movement-orders.js";

/** Why a movement has to wait for its order; undefined when it need not. */
export function obstacleOf(order: MovementOrder | undefined): "UNKNOWN_ORDER" | "ORDER_NOT_RELEASED" | undefined {
  if (order === undefined) return "UNKNOWN_ORDER";
  return order.state === "FORECAST" || order.state === "RELEASED" ? "ORDER_NOT_RELEASED" : undefined;
}
