import type { Clock } from "../../kernel/clock.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type PlantDirectory, readMaterialUnits, readReasonCodes } from "../../plants/public.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import { type LockedOrder, loadComponents, loadOperations } from "../order-lock.js";

/** Gathers what a report is checked against, as it stands in this transaction. */
export class ExecutionContextLoader {
  constructor(
    private readonly plants: PlantDirectory,
    private readonly clock: Clock,
  ) {}

  async load(tx: Tx, order: LockedOrder): Promise<ExecutionContext> {
    const profile = await this.plants.profile(order.plantCode);
    if (profile === undefined) throw new Error(`plant ${order.plantCode} of a released order has no profile`);
    const operations = await loadOperations(tx, order);
    const components = await loadComponents(tx, order);
    const now = this.clock.now();
    const materials = new Set([
      order.document.material.number,
      ...components.map((component) => component.materialNumber),
    ]);
    const units = await readMaterialUnits(tx, order.plantCode, now, [...materials]);
    const reasonCodes = await readReasonCodes(tx, order.plantCode, now);
    return {
      order,
      operations,
      components,
      profile,
      reasonCodes: new Set(reasonCodes.keys()),
      convert: (quantity, unit, materialNumber) => units.convert(quantity, unit, materialNumber),
    };
  }
}
