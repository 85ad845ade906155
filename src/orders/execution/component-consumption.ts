import {
  type ConsumedLine,
  type ConsumptionVariances,
  type VarianceLevel,
  highestLevel,
} from "../../movements/public.js";
import { add, compare, formatExact, parseDecimal } from "../../kernel/rational.js";
import { QUANTITY_SCALE } from "../../kernel/quantity.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import { type LockedOrder, type OrderOperation, loadComponents, loadOperations } from "../order-lock.js";

/** What led to the consumption. */
interface Cause {
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Judges what component lines of an order have consumed against what its output so far should have taken. */
export class ComponentConsumption {
  constructor(private readonly variances: ConsumptionVariances) {}

  /** The caller holds the lock of the order and has written what was consumed. @returns the highest level of the lines */
  async judge(
    tx: Tx,
    order: LockedOrder,
    componentLines: readonly string[],
    profile: PlantProfile,
    { correlationId, traceparent }: Cause,
  ): Promise<VarianceLevel> {
    if (componentLines.length === 0) return "NONE";
    const operations = await loadOperations(tx, order);
    const components = await loadComponents(tx, order);
    const lines = components
      .filter(({ componentLine }) => componentLines.includes(componentLine))
      .map(({ componentLine, issued, materialNumber, operationNumber, unit }): ConsumedLine => {
        const released = order.document.components.find((component) => component.componentLine === componentLine);
        return {
          componentLine,
          materialNumber,
          unit,
          required: released?.quantity.value ?? "0",
          scrapPct: released?.scrapPct ?? 0,
          consumed: issued,
          made: madeIn(operations, operationNumber),
          ordered: order.quantity,
        };
      });
    const { orderNumber, plantCode } = order;
    const subject = { plantCode, orderNumber, correlationId, traceparent };
    const levels = (await this.variances.evaluate(tx, subject, lines, profile)).map(({ level }) => level);
    return highestLevel(levels);
  }
}

/** Yield and scrap of the operation that consumes, in the unit of the order. */
function madeIn(operations: readonly OrderOperation[], operationNumber: string): string {
  const operation = operations.find((candidate) => candidate.operationNumber === operationNumber);
  if (operation === undefined) return "0";
  const sum = add(parseDecimal(operation.yield), parseDecimal(operation.scrap));
  return compare(sum, parseDecimal("0")) === 0 ? "0" : (formatExact(sum, QUANTITY_SCALE) ?? "0");
}
