import type { HeldPostings } from "../../delivery/public.js";
import { producersOf } from "../../genealogy/public.js";
import type { PlantDirectory, PlantProfile } from "../../plants/public.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import {
  type Hold,
  type HoldTargets,
  isInForce,
  lockHold,
  qualityPolicyOf,
  type QualityScope,
  type ResolveHold,
  scopeKey,
  scopeOfKey,
  serialiseHolds,
} from "../../quality/public.js";
import type { CompleteOrder } from "../execution/complete-order.js";
import { lockOrder } from "../order-lock.js";
import type { HeldOrders } from "./held-orders.js";
import type { ReceiptStock } from "./receipt-stock.js";

/** What a change of holds reaches. */
export interface HoldReach {
  readonly targets: HoldTargets;
  readonly resolution: ResolveHold;
  readonly orders: HeldOrders;
  readonly postings: HeldPostings;
  readonly stock: ReceiptStock;
}

/** When the hold ends by itself; undefined when it does not. */
export interface AppliedHold {
  readonly expiresAtMs?: number;
}

const ofType = <T extends QualityScope["type"]>(
  keys: readonly string[],
  type: T,
): Extract<QualityScope, { type: T }>[] =>
  keys.map(scopeOfKey).filter((scope): scope is Extract<QualityScope, { type: T }> => scope.type === type);

/**
 * Carries a hold to everything it reaches: the lots made of what it names, the orders, the postings that wait and the
 * stock that the ERP has booked already; and lets all of it go when the hold has ended. One transaction each, repeated
 * without effect; the holds of a plant change one after the other.
 */
export class ApplyHoldChange {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plants: PlantDirectory,
    private readonly reach: HoldReach,
    private readonly completion: CompleteOrder,
  ) {}

  /** A hold that has ended meanwhile reaches nothing more. */
  async place(holdId: string, operationId: string): Promise<AppliedHold> {
    const profile = await this.#profileOf(holdId);
    return await this.unitOfWork.run(async (tx) => {
      await serialiseHolds(tx, profile.plant);
      const hold = await this.#lock(tx, holdId);
      if (isInForce(hold.state)) await this.#hold(tx, hold, profile, operationId);
      await settleOperation(tx, operationId, "SUCCEEDED");
      return hold.expiresAt === null ? {} : { expiresAtMs: hold.expiresAt.getTime() };
    });
  }

  /** @param operationId work that the end was; undefined when nobody asked for it */
  async lift(holdId: string, operationId: string | undefined): Promise<void> {
    const profile = await this.#profileOf(holdId);
    await this.unitOfWork.run(async (tx) => {
      await serialiseHolds(tx, profile.plant);
      const hold = await this.#lock(tx, holdId);
      if (isInForce(hold.state)) return;
      const keys = (await this.reach.targets.of(tx, holdId)).map(({ key }) => key);
      const orders = await lockOrders(tx, hold.plantCode, keys);
      await this.reach.orders.lift(tx, hold, ofType(keys, "OPERATION"));
      if (hold.state !== "REJECTED") await this.reach.resolution.free(tx, hold);
      await this.reach.postings.release(tx, hold.plantCode);
      await this.reach.stock.bring(tx, hold.plantCode, orders, causeOf(hold, operationId));
      for (const order of orders) await this.completion.tryComplete(tx, hold.plantCode, order);
      if (operationId !== undefined) await settleOperation(tx, operationId, "SUCCEEDED");
    });
  }

  async #hold(tx: Tx, hold: Hold, profile: PlantProfile, operationId: string): Promise<void> {
    const { targets, resolution, orders, postings, stock } = this.reach;
    const { plantCode, scope } = hold;
    await resolution.reach(tx, hold, qualityPolicyOf(profile).holdPropagationDepth);
    const operations =
      scope.type === "WORK_CENTER" ? await orders.operationsAt(tx, plantCode, scope.workCenterCode) : [];
    const operationKeys = operations.map((operation) => scopeKey({ type: "OPERATION", ...operation }));
    await targets.add(tx, hold, operationKeys, false);
    const keys = (await targets.of(tx, hold.id)).map(({ key }) => key);
    const reached = await lockOrders(tx, plantCode, keys);
    await orders.hold(tx, hold, ofType(keys, "OPERATION"));
    await postings.blockAll(tx, plantCode);
    await stock.bring(tx, plantCode, reached, causeOf(hold, operationId));
  }

  async #lock(tx: Tx, holdId: string): Promise<Hold> {
    const hold = await lockHold(tx, holdId);
    if (hold === undefined) throw new Error(`hold ${holdId} does not exist`);
    return hold;
  }

  /** Before the transaction: whoever holds a connection and waits for a second one can stop all workers at once. */
  async #profileOf(holdId: string): Promise<PlantProfile> {
    const [hold] = await this.unitOfWork.read<{ plantCode: string }>(
      'SELECT plant_code AS "plantCode" FROM il.quality_hold WHERE id = $1',
      [holdId],
    );
    const profile = hold === undefined ? undefined : await this.plants.profile(hold.plantCode);
    if (profile === undefined) throw new Error(`the plant of hold ${holdId} has no profile`);
    return profile;
  }
}

const causeOf = ({ id, correlationId, traceparent }: Hold, operationId: string | undefined) => ({
  sourceId: id,
  operationId: operationId ?? id,
  correlationId,
  traceparent,
});

/** Locks the orders that the keys name and those that made the lots they name; orders before postings, as everybody. */
async function lockOrders(tx: Tx, plantCode: string, keys: readonly string[]): Promise<string[]> {
  const named = [...ofType(keys, "ORDER"), ...ofType(keys, "OPERATION")].map(({ orderNumber }) => orderNumber);
  const producers = await producersOf(tx, plantCode, ofType(keys, "LOT"));
  const orderNumbers = [...new Set([...named, ...producers])].toSorted();
  for (const orderNumber of orderNumbers) await lockOrder(tx, plantCode, orderNumber);
  return orderNumbers;
}
