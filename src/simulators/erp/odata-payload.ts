/** Part of the ERP simulator: reads the OData payloads it understands. */
import type { DocumentKind } from "./erp-document.js";
import type { Touched } from "./conditions.js";

type Payload = Readonly<Record<string, unknown>>;

/** A posting as the simulator's rules see it. */
export interface PostingRequest {
  readonly kind: DocumentKind;
  readonly key: string;
  readonly occurredAt: string;
  readonly touched: Touched;
  readonly payload: Payload;
}

const CONFIRMATIONS = "ProdnOrdConf2";
const MATERIAL_DOCUMENTS = "A_MaterialDocumentHeader";
const ORDER_STATUS = "OrderStatusSet";

const KIND_BY_MOVEMENT_TYPE: Readonly<Record<string, DocumentKind>> = {
  "261": "ISSUE_TO_ORDER",
  "101": "RECEIPT_FROM_ORDER",
  "531": "BYPRODUCT_RECEIPT",
  "551": "SCRAP",
  // Also the reversal of an issue; SAP has one type for both.
  "262": "RETURN_TO_STOCK",
  "311": "TRANSFER_LOCATION",
  "301": "TRANSFER_PLANT",
  "309": "TRANSFER_MATERIAL",
  "321": "STATUS_CHANGE",
  "322": "STATUS_CHANGE",
  "343": "STATUS_CHANGE",
  "344": "STATUS_CHANGE",
  "349": "STATUS_CHANGE",
  "350": "STATUS_CHANGE",
  "701": "COUNT_ADJUSTMENT",
  "702": "COUNT_ADJUSTMENT",
  "102": "REVERSAL",
  "532": "REVERSAL",
  "552": "REVERSAL",
  "312": "REVERSAL",
  "302": "REVERSAL",
  "310": "REVERSAL",
};

/** @returns a sentence when the ERP could not read the payload at all. */
export function readPosting(entitySet: string, payload: Payload): PostingRequest | string {
  if (entitySet === MATERIAL_DOCUMENTS) return readMaterialDocument(payload);
  const plant = text(payload["Plant"]);
  const postingDate = dateOf(payload);
  if (entitySet === CONFIRMATIONS) {
    return {
      kind: "CONFIRMATION",
      key: text(payload["ExternalSystemConfirmation"]),
      occurredAt: text(payload["ConfirmationText"]),
      touched: { orderNumber: text(payload["OrderID"]), plant, postingDate, items: [] },
      payload,
    };
  }
  if (entitySet === ORDER_STATUS) {
    return {
      kind: "ORDER_ACKNOWLEDGEMENT",
      key: text(payload["ReferenceDocument"]),
      occurredAt: text(payload["StatusText"]),
      touched: { orderNumber: text(payload["ManufacturingOrder"]), plant, postingDate, items: [] },
      payload,
    };
  }
  return `There is no entity set ${entitySet}.`;
}

/** The key a look-up asks for, from `$filter=<field> eq '<key>'` or `eq guid'<key>'`. */
export function readFilterKey(filter: string | null): string | undefined {
  return /^\w+ eq (?:guid)?'([^']*)'$/.exec(filter ?? "")?.[1];
}

function readMaterialDocument(payload: Payload): PostingRequest | string {
  const list = objectOf(payload["to_MaterialDocumentItem"])["results"];
  const items = Array.isArray(list) ? list.map(objectOf) : [];
  const [first] = items;
  const kind = KIND_BY_MOVEMENT_TYPE[text(first?.["GoodsMovementType"])];
  if (first === undefined || kind === undefined)
    return "The material document has no item with a movement type in use.";
  if (items.some((item) => !(Number(item["QuantityInEntryUnit"]) > 0))) return "Enter a quantity above zero.";
  return {
    kind,
    key: text(payload["ReferenceDocument"]),
    occurredAt: text(payload["MaterialDocumentHeaderText"]),
    payload,
    touched: {
      orderNumber: text(first["ManufacturingOrder"]),
      plant: text(first["Plant"]),
      postingDate: dateOf(payload),
      items: items.map((item) => ({
        material: text(item["Material"]),
        lot: text(item["Batch"]),
        storageLocation: text(item["StorageLocation"]),
        unit: text(item["EntryUnit"]),
      })),
    },
  };
}

const dateOf = (payload: Payload): string => text(payload["PostingDate"]).slice(0, 10);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const objectOf = (value: unknown): Payload => (typeof value === "object" && value !== null ? (value as Payload) : {});
