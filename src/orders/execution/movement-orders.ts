import type { ComponentIssue, MovementOrder, MovementOrders } from "../../movements/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import { loadComponents, lockOrder } from "../order-lock.js";
import type { ComponentConsumption } from "./component-consumption.js";

const ADD_ISSUED = `
  UPDATE il.order_component SET issued = issued + $4::numeric
  WHERE plant_code = $1 AND order_number = $2 AND component_line = $3`;

const TOUCH = `
  UPDATE il.production_order SET version = version + 1, updated_at = now() WHERE plant_code = $1 AND order_number = $2`;

/** Orders as movements see them. */
export class OrdersOfMovements implements MovementOrders {
  constructor(private readonly consumption: ComponentConsumption) {}

  async lock(tx: Tx, plantCode: string, orderNumber: string): Promise<MovementOrder | undefined> {
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order === undefined) return undefined;
    const components = await loadComponents(tx, order);
    return { state: order.state, unit: order.unit, materialNumber: order.document.material.number, components };
  }

  async addIssued(tx: Tx, issue: ComponentIssue, profile: PlantProfile): Promise<void> {
    const { amount, componentLine, orderNumber, plantCode } = issue;
    await tx.query(ADD_ISSUED, [plantCode, orderNumber, componentLine, amount]);
    await tx.query(TOUCH, [plantCode, orderNumber]);
    const order = await lockOrder(tx, plantCode, orderNumber);
    if (order === undefined) throw new Error(`order ${plantCode}/${orderNumber} is locked and gone`);
    await this.consumption.judge(tx, order, [componentLine], profile, issue);
  }
}
