import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../src/kernel/clock.js";
import type { ChaosOrder } from "./chaos-order.js";
import { callSimulator } from "./simulator-control.js";

/** Releases under way at once. */
const RELEASES_AT_ONCE = 4;

/** What the gateway said to the releases. */
export interface Releases {
  /** Orders answered with 202: the gateway has promised to carry them out. */
  readonly accepted: ChaosOrder[];
  /** Order and answer of every other one. */
  readonly refused: string[];
}

/** Has the ERP simulator release every order to the gateway. @param ordersPerSecond 0: as fast as they are taken */
export async function releaseOrders(
  erpUrl: string,
  orders: readonly ChaosOrder[],
  ordersPerSecond: number,
  signal: AbortSignal,
): Promise<Releases> {
  const releases: Releases = { accepted: [], refused: [] };
  const queue = [...orders];
  const startMs = systemClock.monotonicMs();
  const release = async (): Promise<void> => {
    for (let order = queue.shift(); order !== undefined && !signal.aborted; order = queue.shift()) {
      const dueMs = ordersPerSecond === 0 ? 0 : ((orders.length - queue.length - 1) * 1_000) / ordersPerSecond;
      await delay(Math.max(0, startMs + dueMs - systemClock.monotonicMs()));
      const refusal = await releaseOne(erpUrl, order);
      if (refusal === undefined) releases.accepted.push(order);
      else releases.refused.push(`${order.orderNumber}: ${refusal}`);
    }
  };
  await Promise.all(Array.from({ length: RELEASES_AT_ONCE }, release));
  return releases;
}

/** @returns undefined when the order was accepted */
async function releaseOne(erpUrl: string, { document }: ChaosOrder): Promise<string | undefined> {
  try {
    const { status } = await callSimulator<{ status: number }>("POST", `${erpUrl}/simulator/orders`, {
      order: document,
    });
    return status === 202 ? undefined : `answered ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
