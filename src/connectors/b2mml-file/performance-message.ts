import type { PlantProfile } from "../../plants/public.js";
import type { AmountText, MovementItem, PostingDocument, PostingKind } from "../connector.js";
import { erpAmount, erpCode, erpUnit } from "../erp-values.js";
import { RefusedPayload } from "../refused-payload.js";
import { element, writeXml, type XmlNode } from "./xml-writer.js";

export type B2mmlVersion = "V0401" | "V7";

/** Names that differ between the versions; B2MML V7 says "operations" where V0401 says "production". */
interface Vocabulary {
  readonly namespace: string;
  readonly performance: string;
  readonly response: string;
  readonly requestId: string;
  readonly data: string;
}

const VOCABULARIES: Readonly<Record<B2mmlVersion, Vocabulary>> = {
  V0401: {
    namespace: "http://www.wbf.org/xml/B2MML-V0401",
    performance: "ProductionPerformance",
    response: "ProductionResponse",
    requestId: "ProductionRequestID",
    data: "ProductionData",
  },
  V7: {
    namespace: "http://www.mesa.org/xml/B2MML",
    performance: "OperationsPerformance",
    response: "OperationsResponse",
    requestId: "OperationsRequestID",
    data: "SegmentData",
  },
};

/** ISA-95 MaterialUse of the kinds that a performance reports; a return is consumption with the other sign. */
const MATERIAL_USE: Readonly<Partial<Record<PostingKind, string>>> = {
  ISSUE_TO_ORDER: "Consumed",
  RETURN_TO_STOCK: "Consumed",
  RECEIPT_FROM_ORDER: "Produced",
  BYPRODUCT_RECEIPT: "By-product Produced",
};

/** Segment of what concerns the order as a whole. */
const ORDER_SEGMENT = "Order";

/**
 * A posting as a performance message. The same posting always gives the same bytes, so that a file may be written again.
 * @throws RefusedPayload MAPPING_MISSING for a kind that no performance reports
 */
export function performanceMessage(
  document: PostingDocument,
  externalKey: string,
  profile: PlantProfile,
  version: B2mmlVersion,
): string {
  const words = VOCABULARIES[version];
  const response: XmlNode = {
    name: words.response,
    content: [
      element("ID", externalKey),
      element(words.requestId, document.orderNumber),
      { name: "SegmentResponse", content: segment(document, profile, words) },
    ],
  };
  const root: XmlNode = {
    name: `Sync${words.performance}`,
    content: [
      { name: "ApplicationArea", content: [element("CreationDateTime", document.occurredAt)] },
      {
        name: "DataArea",
        content: [
          { name: "Sync", content: [] },
          { name: words.performance, content: [element("PublishedDate", document.occurredAt), response] },
        ],
      },
    ],
  };
  return writeXml(root, words.namespace);
}

function segment(document: PostingDocument, profile: PlantProfile, words: Vocabulary): (XmlNode | undefined)[] {
  const id = document.operationNumber === undefined ? ORDER_SEGMENT : segmentOf(document.operationNumber, profile);
  return [
    element("ID", id),
    element("ProcessSegmentID", id),
    element("ActualEndTime", document.occurredAt),
    ...dataOf(document, profile, words),
    ...materialsOf(document, profile),
  ];
}

/** The plant's process segment of an operation; profiles map the other way round, for the files that come in. */
function segmentOf(operationNumber: string, { b2mml }: PlantProfile): string {
  return Object.entries(b2mml.segment).find(([, operation]) => operation === operationNumber)?.[0] ?? operationNumber;
}

function dataOf(document: PostingDocument, profile: PlantProfile, words: Vocabulary): (XmlNode | undefined)[] {
  const text = (id: string, value: string | undefined, unit?: string): XmlNode | undefined =>
    value === undefined
      ? undefined
      : {
          name: words.data,
          content: [element("ID", id), valueOf(value, unit === undefined ? "string" : "decimal", unit)],
        };
  const quantity = (id: string, amount: AmountText | undefined): XmlNode | undefined =>
    amount === undefined
      ? undefined
      : text(id, signed(erpAmount(profile, amount), document.isReversal === true), erpUnit(profile, amount.unit));
  const reason = document.scrapReasonCode ?? document.reasonCode;
  return [
    text("PostingDate", document.postingDate),
    text("MESOrderReference", document.mesOrderRef),
    quantity("Yield", document.yield),
    quantity("Scrap", document.scrap),
    quantity("Rework", document.rework),
    text("Reason", reason === undefined ? undefined : erpCode(profile, "reason", reason)),
    text("IsFinal", document.kind === "CONFIRMATION" ? String(document.isFinal === true) : undefined),
    text("Reverses", document.reversesKey),
  ];
}

function materialsOf(document: PostingDocument, profile: PlantProfile): (XmlNode | undefined)[] {
  const use = MATERIAL_USE[document.kind];
  if (use === undefined && document.items !== undefined) {
    throw new RefusedPayload(
      "MAPPING_MISSING",
      `B2MML performance messages report no ${document.kind}; book it in the ERP and discard this posting.`,
    );
  }
  const isNegative = (document.kind === "RETURN_TO_STOCK") !== (document.isReversal === true);
  return (document.items ?? []).map((item) => materialActual(item, use ?? "", isNegative, profile));
}

function materialActual(item: MovementItem, use: string, isNegative: boolean, profile: PlantProfile): XmlNode {
  const amount = signed(erpAmount(profile, item.quantity), isNegative);
  const { lotNumber, handlingUnit, componentLine, storageLocationCode } = item;
  return {
    name: "MaterialActual",
    content: [
      element("MaterialDefinitionID", item.materialNumber),
      element("MaterialLotID", lotNumber === undefined ? undefined : erpCode(profile, "lot", lotNumber)),
      element("MaterialSubLotID", handlingUnit),
      element("MaterialUse", use),
      {
        name: "Quantity",
        content: [
          element("QuantityString", amount),
          element("DataType", "decimal"),
          element("UnitOfMeasure", erpUnit(profile, item.quantity.unit)),
        ],
      },
      property("ComponentLine", componentLine),
      property("StorageLocation", storageLocationCode),
    ],
  };
}

const property = (id: string, value: string | undefined): XmlNode | undefined =>
  value === undefined
    ? undefined
    : { name: "MaterialActualProperty", content: [element("ID", id), valueOf(value, "string")] };

const valueOf = (value: string, type: string, unit = ""): XmlNode => ({
  name: "Value",
  content: [element("ValueString", value), element("DataType", type), element("UnitOfMeasure", unit)],
});

const signed = (amount: string, isNegative: boolean): string => (isNegative && amount !== "0" ? `-${amount}` : amount);
