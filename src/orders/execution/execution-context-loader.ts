import type { Clock } from "../../kernel/clock.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type PlantDirectory, type PlantProfile, readMaterialUnits, readReasonCodes } from "../../plants/public.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import { type LockedOrder, loadComponents, loadOperations } from "../order-lock.js";

/** Gathers what a report is checked against, as it stands in this transaction. */
export class ExecutionContextLoader {
  constructor(
    private readonly plants: PlantDirectory,
    private readonly clock: Clock,
  ) {}

  /** To be read before the transaction begins, since it may need a connection of its own. */
  profile(plantCode: string): Promise<PlantProfile | undefined> {
    return this.plants.profile(plantCode);
  }

  async load(tx: Tx, order: LockedOrder, profile: PlantProfile): Promise<ExecutionContext> {
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
      now,
      reasonCodes: new Set(reasonCodes.keys()),
      convert: (quantity, unit, materialNumber) => units.convert(quantity, unit, materialNumber),
    };
  }
}
