import { erpAmount, erpCode, erpUnit } from "../erp-values.js";
import type { PlantProfile } from "../../plants/public.js";
import type { MovementItem, PostingDocument } from "../connector.js";
import { RefusedPayload } from "../refused-payload.js";

/** One message of the manufacturing queue of Dynamics 365 Supply Chain Management. */
export interface D365Message {
  readonly type:
    | "ProdProductionOrderStart"
    | "ProdProductionOrderPickingList"
    | "ProdProductionOrderRouteCard"
    | "ProdProductionOrderReportFinished";
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * A posting as a message of the queue. The queue takes nothing back but material: the other kinds of reversal, and what
 * production does not report, have no message.
 * @throws RefusedPayload MAPPING_MISSING for a kind without a message
 */
export function toMessage(document: PostingDocument, externalKey: string, profile: PlantProfile): D365Message {
  const head = { ProductionOrderNumber: document.orderNumber, InterlockExternalKey: externalKey };
  switch (document.kind) {
    case "ORDER_ACKNOWLEDGEMENT":
      // Consumption and output are only taken for a started order.
      return { type: "ProdProductionOrderStart", content: { ...head, StartedDate: document.postingDate } };
    case "ISSUE_TO_ORDER":
    case "RETURN_TO_STOCK":
      return { type: "ProdProductionOrderPickingList", content: { ...head, ...pickingList(document, profile) } };
    case "CONFIRMATION":
      refuseReversal(document);
      return { type: "ProdProductionOrderRouteCard", content: { ...head, ...routeCard(document, profile) } };
    case "RECEIPT_FROM_ORDER":
    case "BYPRODUCT_RECEIPT":
      refuseReversal(document);
      return { type: "ProdProductionOrderReportFinished", content: { ...head, ...reportFinished(document, profile) } };
    default:
      throw new RefusedPayload(
        "MAPPING_MISSING",
        `The manufacturing queue of Dynamics 365 has no message for ${document.kind}; book it in Dynamics 365 and discard this posting.`,
      );
  }
}

function refuseReversal({ kind, isReversal }: PostingDocument): void {
  if (isReversal !== true) return;
  throw new RefusedPayload(
    "MAPPING_MISSING",
    `The manufacturing queue of Dynamics 365 cannot take back a ${kind}; reverse it in Dynamics 365 and discard this posting.`,
  );
}

function pickingList(document: PostingDocument, profile: PlantProfile): Readonly<Record<string, unknown>> {
  // What goes back to stock is a negative line, as is an issue that is taken back; a return taken back is an issue.
  const isNegative = (document.kind === "RETURN_TO_STOCK") !== (document.isReversal === true);
  return {
    PickingListLines: itemsOf(document).map((item) => ({
      ...itemFields(item, document, profile),
      ConsumptionBOMQuantity: signed(erpAmount(profile, item.quantity), isNegative),
      ProposalBOMQuantity: signed(erpAmount(profile, item.quantity), isNegative),
      ConsumptionDate: document.postingDate,
      OperationNumber: Number(document.operationNumber ?? 0),
    })),
  };
}

function routeCard(document: PostingDocument, profile: PlantProfile): Readonly<Record<string, unknown>> {
  const reason = document.scrapReasonCode;
  return {
    RouteCardLines: [
      {
        OperationNumber: Number(document.operationNumber ?? 0),
        GoodQuantity: erpAmount(profile, document.yield),
        ErrorQuantity: erpAmount(profile, document.scrap),
        ConsumptionDate: document.postingDate,
        OperationCompleted: document.isFinal === true ? "Yes" : "No",
        ...(reason === undefined ? {} : { ErrorCause: erpCode(profile, "reason", reason) }),
      },
    ],
  };
}

function reportFinished(document: PostingDocument, profile: PlantProfile): Readonly<Record<string, unknown>> {
  const isMain = document.kind === "RECEIPT_FROM_ORDER";
  return {
    ReportFinishedLines: itemsOf(document).map((item, index) => ({
      ...itemFields(item, document, profile),
      LineNumber: index + 1,
      ProductionType: isMain ? "MainItem" : "By_Product",
      ReportedGoodQuantity: erpAmount(profile, item.quantity),
      ReportAsFinishedDate: document.postingDate,
    })),
  };
}

function itemFields(item: MovementItem, document: PostingDocument, profile: PlantProfile) {
  return {
    ItemNumber: item.materialNumber,
    ProductionSiteId: document.plantCode,
    UnitSymbol: erpUnit(profile, item.quantity.unit),
    ...(item.storageLocationCode === undefined ? {} : { ProductionWarehouseId: item.storageLocationCode }),
    ...(item.lotNumber === undefined ? {} : { ItemBatchNumber: erpCode(profile, "lot", item.lotNumber) }),
    ...(item.handlingUnit === undefined ? {} : { LicensePlateNumber: item.handlingUnit }),
  };
}

const itemsOf = ({ items }: PostingDocument): readonly MovementItem[] => items ?? [];

const signed = (amount: string, isNegative: boolean): string => (isNegative && amount !== "0" ? `-${amount}` : amount);
