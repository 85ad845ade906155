import type { RecordGenealogy } from "../../genealogy/public.js";
import type {
  ComponentIssue,
  MovedLots,
  MovementOrder,
  MovementOrders,
  VarianceLevel,
} from "../../movements/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type PlantProfile, instantOf } from "../../plants/public.js";
import { loadComponents, loadOperations, lockOrder } from "../order-lock.js";
import type { ComponentConsumption } from "./component-consumption.js";
import type { ConfirmedLots } from "./confirmed-lots.js";

const ADD_ISSUED = `
  UPDATE il.order_component SET issued = issued + $4::numeric
  WHERE plant_code = $1 AND order_number = $2 AND component_line = $3`;

const TOUCH = `
  UPDATE il.production_order SET version = version + 1, updated_at = now() WHERE plant_code = $1 AND order_number = $2`;

/** Orders as movements see them. */
export class OrdersOfMovements implements MovementOrders {
  constructor(
    private readonly consumption: ComponentConsumption,
    private readonly lots: Pick<ConfirmedLots, "recordLots">,
    private readonly genealogy: Pick<RecordGenealogy, "reverse">,
  ) {}

  async lock(tx: Tx, plantCode: string, orderNumber: string): Promise<MovementOrder | undefined> {
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order === undefined) return undefined;
    const components = await loadComponents(tx, order);
    const lastOperationNumber = (await loadOperations(tx, order)).at(-1)?.operationNumber ?? "";
    const { document, state, unit } = order;
    return { state, unit, materialNumber: document.material.number, lastOperationNumber, components };
  }

  async recordLots(tx: Tx, { lots, movementId, side, ...moved }: MovedLots, profile: PlantProfile): Promise<void> {
    const order = await lockOrder(tx, moved.plantCode, moved.orderNumber);
    if (order === undefined) throw new Error(`order ${moved.plantCode}/${moved.orderNumber} is locked and gone`);
    const none = { inputs: [], outputs: [] };
    const sides = { INPUT: { inputs: lots }, OUTPUT: { outputs: lots }, RETURN: { returns: lots } };
    await this.lots.recordLots(tx, order, profile, { ...moved, sourceId: movementId, ...none, ...sides[side] });
  }

  async reverseLots(tx: Tx, moved: MovedLots, movementId: string): Promise<void> {
    const { correlationId, operationNumber, orderNumber, plantCode, traceparent } = moved;
    await this.genealogy.reverse(tx, {
      plantCode,
      orderNumber,
      operationNumber,
      confirmationId: movementId,
      occurredAt: instantOf(moved.occurredAt),
      correlationId,
      traceparent,
    });
  }

  async addIssued(tx: Tx, issue: ComponentIssue, profile: PlantProfile): Promise<VarianceLevel> {
    const { amount, componentLine, orderNumber, plantCode } = issue;
    await tx.query(ADD_ISSUED, [plantCode, orderNumber, componentLine, amount]);
    await tx.query(TOUCH, [plantCode, orderNumber]);
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order === undefined) throw new Error(`order ${plantCode}/${orderNumber} is locked and gone`);
    return await this.consumption.judge(tx, order, [componentLine], profile, issue);
  }
}
