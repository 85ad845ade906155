import type { PlantProfile } from "../plants/public.js";

/** Canonical document of one ERP posting; connectors map it to their dialect. Quantities are canonical text. */
export interface PostingDocument {
  readonly kind: PostingKind;
  readonly plantCode: string;
  /** Order the document belongs to; of a movement without one the key of its lane, see hasNoOrder. */
  readonly orderNumber: string;
  /** Calendar date in the plant's time zone, YYYY-MM-DD. */
  readonly postingDate: string;
  readonly occurredAt: string;
  readonly operationNumber?: string;
  /** CONFIRMATION */
  readonly yield?: AmountText;
  readonly scrap?: AmountText;
  readonly rework?: AmountText;
  readonly scrapReasonCode?: string;
  readonly isFinal?: boolean;
  /** Every kind that moves material. */
  readonly items?: readonly MovementItem[];
  /** The movement belongs to no order: orderNumber is only the key of its lane and is not sent. */
  readonly hasNoOrder?: boolean;
  /** The movement takes an earlier one back: the same items, booked the other way round. */
  readonly isReversal?: boolean;
  /** With isReversal: external key of the posting that is taken back; it must be in the ERP when this one is sent. */
  readonly reversesKey?: string;
  /** Why material was scrapped, counted or taken back; a code of the plant's list. */
  readonly reasonCode?: string;
  /** RECEIPT_FROM_ORDER: what the items add to the order, in its unit; negative for a reversal; never sent. */
  readonly orderAmount?: AmountText;
  /** ORDER_ACKNOWLEDGEMENT */
  readonly mesOrderRef?: string;
}

export type PostingKind =
  | "ORDER_ACKNOWLEDGEMENT"
  | "ISSUE_TO_ORDER"
  | "CONFIRMATION"
  | "RECEIPT_FROM_ORDER"
  | "BYPRODUCT_RECEIPT"
  | "SCRAP"
  | "RETURN_TO_STOCK"
  | "TRANSFER_LOCATION"
  | "TRANSFER_PLANT"
  | "TRANSFER_MATERIAL"
  | "STATUS_CHANGE"
  | "COUNT_ADJUSTMENT";

/** Whether stock may be used; WIP is material inside the production that no ERP keeps as stock. */
export type StockStatus = "UNRESTRICTED" | "QUALITY" | "BLOCKED" | "WIP";

export interface AmountText {
  readonly value: string;
  readonly unit: string;
}

export interface MovementItem {
  readonly materialNumber: string;
  readonly componentLine?: string;
  readonly quantity: AmountText;
  readonly lotNumber?: string;
  readonly serials?: readonly string[];
  /** GS1 SSCC-18. */
  readonly handlingUnit?: string;
  /** Where it is taken from; of a receipt, or of a count that found more, where it goes to. */
  readonly storageLocationCode?: string;
  /** TRANSFER_LOCATION, TRANSFER_PLANT, TRANSFER_MATERIAL: the other end. */
  readonly toStorageLocationCode?: string;
  readonly toPlantCode?: string;
  readonly toMaterialNumber?: string;
  readonly fromStockStatus?: StockStatus;
  readonly toStockStatus?: StockStatus;
  /** COUNT_ADJUSTMENT: the count found more than was booked. */
  readonly isGain?: boolean;
}

export interface ErpDocumentRef {
  readonly number: string;
  readonly year?: string;
  readonly item?: string;
}

/** The foreign system's own words for a refusal, and how the plant's error map classes it. */
export interface ForeignError {
  /** Code of the error catalogue, such as ERP_LOCKED or POSTING_PERIOD_CLOSED. */
  readonly code: string;
  /** The system's own code, such as `CO/469`. */
  readonly foreignCode: string;
  readonly text: string;
}

export type SendOutcome =
  | { readonly outcome: "APPLIED" | "DUPLICATE"; readonly document: ErpDocumentRef }
  /** Refused for good: BUSINESS or MASTER_DATA; the lane's key parks. */
  | { readonly outcome: "REJECTED"; readonly error: ForeignError }
  /** Surely not applied and worth another try: TECHNICAL or CONCURRENCY. */
  | { readonly outcome: "RETRYABLE"; readonly error: ForeignError }
  /** Sent, and nobody knows whether it was applied. */
  | { readonly outcome: "UNKNOWN"; readonly error: ForeignError };

/** What a target offers against duplicates. */
export interface ConnectorCapabilities {
  /** The target itself refuses a second document with the same key. */
  readonly idempotencyKey: boolean;
  /** A document can be found by the key written into it. */
  readonly readBack: boolean;
  readonly batch: boolean;
  /** Postings per second the target allows; undefined when it names no limit. */
  readonly maxRate: number | undefined;
}

/** One ERP as the delivery lanes see it. */
export interface ErpConnector {
  readonly capabilities: ConnectorCapabilities;
  /** True when the system answers. */
  probe(): Promise<boolean>;
  /** @param externalKey written into the ERP document; 16 characters. */
  send(document: PostingDocument, externalKey: string): Promise<SendOutcome>;
  /** The document that carries the key, or undefined when there is surely none. @throws when it cannot be known now. */
  find(document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined>;
}

export type DispatchOutcome =
  | { readonly outcome: "DISPATCHED" }
  | { readonly outcome: "NACKED"; readonly error: ForeignError }
  | { readonly outcome: "RETRYABLE"; readonly error: ForeignError };

/** An order as it is handed to the MES; the MES de-duplicates by dispatchId. */
export interface DispatchDocument {
  readonly dispatchId: string;
  readonly revision: number;
  /** Order document with units and work centres mapped to the MES. */
  readonly order: Readonly<Record<string, unknown>>;
}

/** One MES as the release workflow sees it. */
export interface MesConnector {
  probe(): Promise<boolean>;
  dispatch(document: DispatchDocument): Promise<DispatchOutcome>;
}

/** Makes connectors from a plant's profile; one factory per folder, named by `systems.erp.adapter` or `systems.mes.adapter`. */
export interface ConnectorFactory<Connector> {
  readonly adapter: string;
  create(profile: PlantProfile): Connector;
}
