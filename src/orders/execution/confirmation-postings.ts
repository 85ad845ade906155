import { type Quantity, amountOf } from "../../kernel/quantity.js";
import { ZERO, compare } from "../../kernel/rational.js";
import type { MovementItem, PostingDocument, PostingKind } from "../../connectors/public.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import { inOrderUnit } from "./in-order-unit.js";
import { type ConfirmationReport, type LotQuantity, isFinal } from "../confirmation-report.js";

/** The ERP postings one report leads to, in the order they must reach the ERP: issue → confirmation → receipt. */
export function postingsOf(
  report: ConfirmationReport,
  context: ExecutionContext,
  postingDate: string,
): PostingDocument[] {
  const head = {
    plantCode: context.order.plantCode,
    orderNumber: context.order.orderNumber,
    operationNumber: report.operationNumber,
    postingDate,
    occurredAt: report.occurredAt,
  };
  const make = (kind: PostingKind, members: Partial<PostingDocument>): PostingDocument => ({
    ...head,
    ...members,
    kind,
  });
  const postings: PostingDocument[] = [];
  const issues = issueItems(report, context);
  if (issues.length > 0) postings.push(make("ISSUE_TO_ORDER", { items: issues }));
  if (isConfirmed(report)) postings.push(make("CONFIRMATION", confirmedAmounts(report)));
  const receipts = receiptItems(report, context);
  if (receipts.length > 0) {
    postings.push(make("RECEIPT_FROM_ORDER", { items: receipts, orderAmount: receivedAmount(report, context) }));
  }
  return postings;
}

/** Starts, pauses and resumes stay with Interlock; the ERP books amounts and the end of an operation. */
function isConfirmed(report: ConfirmationReport): boolean {
  return isFinal(report) || [report.yield, report.scrap, report.rework].some(isPositive);
}

function confirmedAmounts(report: ConfirmationReport): Partial<PostingDocument> {
  return {
    ...(report.yield === undefined ? {} : { yield: report.yield }),
    ...(report.scrap === undefined ? {} : { scrap: report.scrap }),
    ...(report.rework === undefined ? {} : { rework: report.rework }),
    ...(report.scrapReasonCode === undefined ? {} : { scrapReasonCode: report.scrapReasonCode }),
    isFinal: isFinal(report),
  };
}

/** Backflushed lines are left out: the ERP books them itself with the confirmation (domain §5(b) 6). */
function issueItems(report: ConfirmationReport, { components }: ExecutionContext): MovementItem[] {
  return (report.consumption ?? []).flatMap((consumption) => {
    const component = components.find((candidate) => candidate.componentLine === consumption.componentLine);
    if (component === undefined || component.backflush || !isPositive(consumption.quantity)) return [];
    return byLot(consumption.quantity, consumption.lots).map((part) => ({
      ...part,
      materialNumber: component.materialNumber,
      componentLine: component.componentLine,
      ...(component.storageLocationCode === null ? {} : { storageLocationCode: component.storageLocationCode }),
    }));
  });
}

/** The last operation makes the product, so its yield is what the stock receives. */
function receiptItems(report: ConfirmationReport, { order, operations }: ExecutionContext): MovementItem[] {
  if (operations.at(-1)?.operationNumber !== report.operationNumber || !isPositive(report.yield)) return [];
  const lotNumber = order.document.lotNumber;
  return byLot(report.yield, report.producedLots).map((part) => ({
    ...(lotNumber === undefined ? {} : { lotNumber }),
    ...part,
    materialNumber: order.document.material.number,
  }));
}

/** What the receipt adds to its order; the units of the material may have changed when the ERP has booked it. */
function receivedAmount(report: ConfirmationReport, context: ExecutionContext): Quantity {
  return { value: inOrderUnit(context, report.yield), unit: context.order.unit };
}

function byLot(quantity: Quantity, lots: readonly LotQuantity[] = []): { quantity: Quantity; lotNumber?: string }[] {
  if (lots.length === 0) return [{ quantity }];
  return lots.map((lot) => ({ quantity: lot.quantity, lotNumber: lot.lotNumber }));
}

function isPositive(quantity: Quantity | undefined): quantity is Quantity {
  return quantity !== undefined && compare(amountOf(quantity), ZERO) > 0;
}
