import { type RecordGenealogy, type ReportedLot, consumedLots, producedLots } from "../../genealogy/public.js";
import { instantOf } from "../../plants/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type ExtendHolds, scopeKey } from "../../quality/public.js";
import type { ConfirmationReport, LotQuantity } from "../confirmation-report.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import type { ConfirmationRow } from "./confirmation-row.js";

/** Lots that a report says were consumed and made. */
export interface LotsOfReport {
  readonly inputs: readonly ReportedLot[];
  readonly outputs: readonly ReportedLot[];
}

/** Records where the lots of a report come from, and lets the holds of what was consumed follow into what was made. */
export class ConfirmedLots {
  constructor(
    private readonly genealogy: RecordGenealogy,
    private readonly holds: ExtendHolds,
  ) {}

  /** The caller holds the order's row. */
  async record(tx: Tx, context: ExecutionContext, row: ConfirmationRow): Promise<void> {
    const lots = lotsOfReport(row.document, context);
    if (lots.inputs.length + lots.outputs.length === 0) return;
    const { order, profile } = context;
    const { plantCode, orderNumber } = order;
    const { id: confirmationId, correlationId, traceparent, document } = row;
    await this.genealogy.record(tx, {
      plantCode,
      orderNumber,
      operationNumber: document.operationNumber,
      confirmationId,
      ...lots,
      isRework: order.document.orderType === "REWORK",
      occurredAt: instantOf(document.occurredAt),
      timeZone: profile.timeZone,
      correlationId,
      traceparent,
    });
    const parents = await consumedLots(tx, plantCode, orderNumber);
    const keys = [scopeKey({ type: "ORDER", orderNumber }), ...parents.map((lot) => scopeKey({ type: "LOT", ...lot }))];
    const cause = { reason: "hold-placed", sourceId: confirmationId, actor: "worker", correlationId };
    await this.holds.extend(tx, plantCode, keys, await producedLots(tx, plantCode, orderNumber), cause);
  }
}

/** A lot of the product is that of the report, else the one that the order names; only the last operation makes it. */
export function lotsOfReport(report: ConfirmationReport, context: ExecutionContext): LotsOfReport {
  const { order, operations, components } = context;
  const inputs = (report.consumption ?? []).flatMap(({ componentLine, lots = [] }) => {
    const component = components.find((candidate) => candidate.componentLine === componentLine);
    return component === undefined ? [] : lots.map((lot) => toLot(component.materialNumber, lot));
  });
  const isLast = operations.at(-1)?.operationNumber === report.operationNumber;
  if (!isLast) return { inputs, outputs: [] };
  const { number, gtin } = order.document.material;
  const made = report.producedLots ?? namedLot(report, order.document.lotNumber);
  const outputs = made.map((lot) => ({ ...toLot(number, lot), ...(gtin === undefined ? {} : { gtin }) }));
  return { inputs, outputs };
}

function namedLot({ yield: amount }: ConfirmationReport, lotNumber: string | undefined): LotQuantity[] {
  return amount === undefined || lotNumber === undefined || Number(amount.value) === 0
    ? []
    : [{ lotNumber, quantity: amount }];
}

function toLot(materialNumber: string, { lotNumber, quantity, handlingUnit }: LotQuantity): ReportedLot {
  return { materialNumber, lotNumber, quantity, ...(handlingUnit === undefined ? {} : { handlingUnit }) };
}
