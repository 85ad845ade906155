import { type RecordGenealogy, type ReportedLot, consumedLots, producedLots } from "../../genealogy/public.js";
import { instantOf } from "../../plants/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import { type ExtendHolds, scopeKey } from "../../quality/public.js";
import type { ConfirmationReport, LotQuantity } from "../confirmation-report.js";
import type { LockedOrder } from "../order-lock.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import type { ConfirmationRow } from "./confirmation-row.js";

/** Lots that a report says were consumed and made. */
export interface LotsOfReport {
  readonly inputs: readonly ReportedLot[];
  readonly outputs: readonly ReportedLot[];
}

/** Lots that went into an order or came out of it, and what says so. */
export interface LotsOfOrder extends LotsOfReport {
  /** Lots that the order gives back unused. */
  readonly returns?: readonly ReportedLot[];
  /** Id of the confirmation or movement. */
  readonly sourceId: string;
  readonly operationNumber: string;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Records where the lots of a report come from, and lets the holds of what was consumed follow into what was made. */
export class ConfirmedLots {
  constructor(
    private readonly genealogy: RecordGenealogy,
    private readonly holds: ExtendHolds,
  ) {}

  /** The caller holds the order's row. */
  async record(tx: Tx, context: ExecutionContext, row: ConfirmationRow): Promise<void> {
    const { id: sourceId, correlationId, traceparent, document } = row;
    const { occurredAt, operationNumber } = document;
    const lots = lotsOfReport(document, context);
    const { order, profile } = context;
    await this.recordLots(tx, order, profile, {
      ...lots,
      sourceId,
      operationNumber,
      occurredAt,
      correlationId,
      traceparent,
    });
  }

  /** The same for lots that somebody else than a confirmation tells of. The caller holds the order's row. */
  async recordLots(tx: Tx, order: LockedOrder, profile: PlantProfile, lots: LotsOfOrder): Promise<void> {
    const { correlationId, inputs, operationNumber, outputs, returns = [], sourceId, traceparent } = lots;
    if (inputs.length + outputs.length + returns.length === 0) return;
    const { plantCode, orderNumber } = order;
    await this.genealogy.record(tx, {
      plantCode,
      orderNumber,
      operationNumber,
      confirmationId: sourceId,
      inputs,
      outputs,
      returns,
      isRework: order.document.orderType === "REWORK",
      occurredAt: instantOf(lots.occurredAt),
      timeZone: profile.timeZone,
      correlationId,
      traceparent,
    });
    const parents = await consumedLots(tx, plantCode, orderNumber);
    const keys = [scopeKey({ type: "ORDER", orderNumber }), ...parents.map((lot) => scopeKey({ type: "LOT", ...lot }))];
    const cause = { reason: "hold-placed", sourceId, actor: "worker", correlationId };
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
