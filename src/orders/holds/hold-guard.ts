import type { Finding } from "../../kernel/finding.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type BlockingHold, type HoldTargets, qualityProblems } from "../../quality/public.js";
import type { LockedOrder, OrderOperation } from "../order-lock.js";
import { orderHoldKeys } from "./order-hold-keys.js";

/** Longest reason that an order shows (openReasons of contracts/schemas/production-order.yaml). */
const HOLDS_NAMED_MAX = 5;

/** Says which holds keep an order from being completed. */
export class HoldGuard {
  constructor(private readonly targets: HoldTargets) {}

  async againstCompletion(
    tx: Tx,
    order: LockedOrder,
    operations: readonly OrderOperation[],
  ): Promise<readonly BlockingHold[]> {
    const keys = await orderHoldKeys(tx, order, operations);
    return await this.targets.blocking(tx, order.plantCode, keys, "COMPLETION");
  }

  /** One sentence for the open reasons of the order; none when nothing holds it. */
  async openReasons(tx: Tx, order: LockedOrder, operations: readonly OrderOperation[]): Promise<string[]> {
    const holds = await this.againstCompletion(tx, order, operations);
    return holds.length === 0 ? [] : [`${qualityProblems.HOLD_BLOCKS_COMPLETION.code}: ${named(holds)}`];
  }

  /** Why a report of a held order is parked: its last one because of the completion, others because the order is held. */
  async heldFinding(
    tx: Tx,
    order: LockedOrder,
    operations: readonly OrderOperation[],
    isFinal: boolean,
  ): Promise<Finding> {
    const holds = await this.againstCompletion(tx, order, operations);
    const isCompletion = isFinal && holds.length > 0;
    const code = isCompletion ? qualityProblems.HOLD_BLOCKS_COMPLETION.code : "ORDER_HELD";
    const by = holds.length === 0 ? "" : ` by ${named(holds)}`;
    const message = `Order ${order.plantCode}/${order.orderNumber} is held${by}.`;
    const fix = "Release the hold, then apply the report again.";
    return { code, severity: "ERROR", check: "execution", message, pointer: "", fix };
  }
}

function named(holds: readonly BlockingHold[]): string {
  const ids = [...new Set(holds.map(({ holdId }) => holdId))];
  const more = ids.length > HOLDS_NAMED_MAX ? ` and ${ids.length - HOLDS_NAMED_MAX} more` : "";
  return `hold ${ids.slice(0, HOLDS_NAMED_MAX).join(", ")}${more}`;
}
