/** Part of the ERP simulator: what an auditor would count in it. */
import type { DocumentKind, ErpDocument } from "./erp-document.js";

export interface ErpStatistics {
  readonly documents: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Documents beyond the first with the same key: goods movements or confirmations booked twice. */
  readonly duplicates: number;
  readonly duplicateKeys: readonly string[];
  /** Documents of an order that came after a document of a later instant, or before one they must follow. */
  readonly inversions: number;
  readonly invertedOrders: readonly string[];
}

/** Rank inside one instant of an order: issue, then confirmation, then receipt; movements of other kinds have no place. */
const RANK: Readonly<Partial<Record<DocumentKind, number>>> = {
  ORDER_ACKNOWLEDGEMENT: 0,
  ISSUE_TO_ORDER: 1,
  CONFIRMATION: 2,
  RECEIPT_FROM_ORDER: 3,
  BYPRODUCT_RECEIPT: 3,
  SCRAP: 3,
};

export function countStatistics(documents: readonly ErpDocument[]): ErpStatistics {
  const byKind: Record<string, number> = {};
  const keys = new Map<string, number>();
  const orders = new Map<string, ErpDocument[]>();
  for (const document of documents) {
    byKind[document.kind] = (byKind[document.kind] ?? 0) + 1;
    keys.set(document.key, (keys.get(document.key) ?? 0) + 1);
    // Movements without an order have no order to keep among each other.
    if (document.orderNumber === "") continue;
    const order = `${document.plant}/${document.orderNumber}`;
    orders.set(order, [...(orders.get(order) ?? []), document]);
  }
  const duplicateKeys = [...keys].filter(([, count]) => count > 1);
  const inverted = [...orders]
    .map(([order, list]) => ({ order, count: countInversions(list) }))
    .filter(({ count }) => count > 0);
  return {
    documents: documents.length,
    byKind,
    duplicates: duplicateKeys.reduce((sum, [, count]) => sum + count - 1, 0),
    duplicateKeys: duplicateKeys.map(([key]) => key),
    inversions: inverted.reduce((sum, { count }) => sum + count, 0),
    invertedOrders: inverted.map(({ order }) => order),
  };
}

function countInversions(documents: readonly ErpDocument[]): number {
  return documents.filter((document, index) => {
    const previous = documents[index - 1];
    return previous !== undefined && isBefore(document, previous);
  }).length;
}

/** The acknowledgement of an order has no instant of execution; it only has to come first. */
function isBefore(document: ErpDocument, previous: ErpDocument): boolean {
  if (document.kind === "ORDER_ACKNOWLEDGEMENT") return previous.kind !== "ORDER_ACKNOWLEDGEMENT";
  if (previous.kind === "ORDER_ACKNOWLEDGEMENT") return false;
  const byTime = Date.parse(document.occurredAt) - Date.parse(previous.occurredAt);
  const [rank, rankBefore] = [RANK[document.kind], RANK[previous.kind]];
  return byTime < 0 || (byTime === 0 && rank !== undefined && rankBefore !== undefined && rank < rankBefore);
}
