import type { UlidFactory } from "../kernel/ulid.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { edgesOfOrder, missingEdges, obsoleteEdges } from "./edges-of-order.js";
import { insertEdges, standingEdgesOf, usedSources } from "./genealogy-edge.js";
import type { LotDispositions } from "./lot-dispositions.js";
import { insertOrderLots, type OrderLot, standingLotsOf } from "./order-lot.js";

/** A lot as a report names it. */
export interface ReportedLot {
  readonly materialNumber: string;
  readonly lotNumber: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  /** GS1 GTIN-14, where it is known. */
  readonly gtin?: string;
  /** GS1 SSCC-18. */
  readonly handlingUnit?: string;
}

/** What one report of execution says about lots. */
export interface LotReport {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly operationNumber: string;
  readonly confirmationId: string;
  readonly inputs: readonly ReportedLot[];
  readonly outputs: readonly ReportedLot[];
  /** Lots that the order gives back unused. */
  readonly returns?: readonly ReportedLot[];
  /** The order reworks lots: one may come out of it that went into it. */
  readonly isRework: boolean;
  readonly occurredAt: Date;
  /** IANA name. */
  readonly timeZone: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Names of a report whose lots are taken back. */
export type ReversedReport = Pick<
  LotReport,
  "plantCode" | "orderNumber" | "operationNumber" | "confirmationId" | "occurredAt" | "correlationId" | "traceparent"
>;

/** Writes where lots come from, in the transaction that applies the report; the caller holds the order's row. */
export class RecordGenealogy {
  constructor(
    private readonly lots: LotDispositions,
    private readonly ids: UlidFactory,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** A report that names no lot leaves nothing behind. */
  async record(tx: Tx, report: LotReport): Promise<void> {
    const rows = this.#rowsOf(report);
    if (rows.length === 0) return;
    for (const row of rows) {
      const cause = { ...causeOf(report), reason: REASONS[row.side] };
      await this.lots.ensure(tx, row, row.side === "OUTPUT" ? "IN_PROCESS" : "UNRESTRICTED", cause);
    }
    await insertOrderLots(tx, rows);
    const { added, removed } = await this.#bringEdges(tx, report);
    const isReturn = rows.every(({ side }) => side === "RETURN");
    await this.#tell(tx, report, rows, isReturn ? removed : added, isReturn);
  }

  /** Takes back what the report said; lots and edges stay and get compensating ones. Idempotent. */
  async reverse(tx: Tx, report: ReversedReport): Promise<void> {
    const standing = await standingLotsOf(tx, report.plantCode, report.orderNumber);
    const rows = standing.filter(({ confirmationId }) => confirmationId === report.confirmationId);
    if (rows.length === 0) return;
    await insertOrderLots(
      tx,
      rows.map((row) => ({ ...row, id: this.ids.next(), reverses: row.id })),
    );
    const { added, removed } = await this.#bringEdges(tx, report);
    const isReturn = rows.every(({ side }) => side === "RETURN");
    await this.#tell(tx, report, rows, isReturn ? added : removed, !isReturn);
  }

  /** Brings the edges of the order to what its lots say now. */
  async #bringEdges(tx: Tx, { plantCode, orderNumber }: ReversedReport): Promise<{ added: number; removed: number }> {
    const wanted = edgesOfOrder(await standingLotsOf(tx, plantCode, orderNumber));
    const standing = await standingEdgesOf(tx, plantCode, orderNumber);
    const missing = missingEdges(wanted, standing).map((edge) => ({ ...edge, id: this.ids.next() }));
    const obsolete = obsoleteEdges(wanted, standing).map((edge) => ({
      ...edge,
      id: this.ids.next(),
      reverses: edge.id,
    }));
    const before = await usedSources(tx, missing);
    // An edge that stands again, because a return was taken back, is another one than the one that was taken back.
    const added = missing.map((edge) =>
      before.has(edge.sourceId) ? { ...edge, sourceId: `${edge.sourceId}/${edge.id}` } : edge,
    );
    await insertEdges(tx, [...added, ...obsolete]);
    return { added: added.length, removed: obsolete.length };
  }

  #rowsOf(report: LotReport): OrderLot[] {
    const { plantCode, orderNumber, operationNumber, confirmationId, timeZone } = report;
    const kind = report.isRework ? "REWORK" : "TRANSFORM";
    const toRow = (lot: ReportedLot, side: OrderLot["side"]): OrderLot => ({
      id: this.ids.next(),
      plantCode,
      orderNumber,
      side,
      materialNumber: lot.materialNumber,
      lotNumber: lot.lotNumber,
      gtin: lot.gtin ?? null,
      handlingUnit: lot.handlingUnit ?? null,
      quantity: lot.quantity.value,
      unit: lot.quantity.unit,
      operationNumber,
      confirmationId,
      kind,
      at: report.occurredAt,
      timeZone,
    });
    return [
      ...report.inputs.map((lot) => toRow(lot, "INPUT")),
      ...report.outputs.map((lot) => toRow(lot, "OUTPUT")),
      ...(report.returns ?? []).map((lot) => toRow(lot, "RETURN")),
    ];
  }

  /** @param isReversal consumption is taken back, by a reversal or because the lots came back unused */
  async #tell(
    tx: Tx,
    report: ReversedReport,
    rows: readonly OrderLot[],
    edgeCount: number,
    isReversal: boolean,
  ): Promise<void> {
    const { plantCode, orderNumber, operationNumber, confirmationId, correlationId, traceparent } = report;
    const isOutput = ({ side }: OrderLot): boolean => side === "OUTPUT";
    const data = {
      orderNumber,
      operationNumber,
      confirmationId,
      isReversal,
      inputs: rows.filter((row) => !isOutput(row)).map(toMember),
      outputs: rows.filter(isOutput).map(toMember),
      edgeCount,
      occurredAt: report.occurredAt.toISOString(),
    };
    const head = { plantCode, orderNumber, correlationId, traceparent };
    await this.outbox.append(tx, [{ ...head, name: "genealogy.recorded", latencyClass: "BATCH", data }]);
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: isReversal ? "genealogy:reverse" : "genealogy:record",
        resourceType: "operation-confirmation",
        resourceId: confirmationId,
        plantCode,
        correlationId,
        after: { orderNumber, lots: rows.length, edges: edgeCount },
      },
    ]);
  }
}

const REASONS = { INPUT: "consumed", OUTPUT: "produced", RETURN: "returned" } as const;

const causeOf = ({ confirmationId, correlationId }: LotReport) => ({
  sourceId: confirmationId,
  actor: "worker",
  correlationId,
});

function toMember({ materialNumber, lotNumber, quantity, unit, handlingUnit }: OrderLot): object {
  return {
    materialNumber,
    lotNumber,
    quantity: { value: quantity, unit },
    ...(handlingUnit === null ? {} : { handlingUnit }),
  };
}
