/** Part of the ERP simulator: what it keeps. */
export type DocumentKind =
  | "ORDER_ACKNOWLEDGEMENT"
  | "ISSUE_TO_ORDER"
  | "CONFIRMATION"
  | "CONFIRMATION_CANCELLATION"
  | "RECEIPT_FROM_ORDER"
  | "BYPRODUCT_RECEIPT"
  | "SCRAP"
  | "RETURN_TO_STOCK"
  | "TRANSFER_LOCATION"
  | "TRANSFER_PLANT"
  | "TRANSFER_MATERIAL"
  | "STATUS_CHANGE"
  | "COUNT_ADJUSTMENT"
  /** A movement that takes an earlier one back; its movement type says which. */
  | "REVERSAL";

/** A document the ERP has committed. */
export interface ErpDocument {
  readonly kind: DocumentKind;
  readonly plant: string;
  readonly orderNumber: string;
  /** Material document, confirmation group or status change. */
  readonly number: string;
  readonly year?: string;
  /** Counter of a confirmation. */
  readonly item?: string;
  /** Key of the sending system: ReferenceDocument or ExternalSystemConfirmation. */
  readonly key: string;
  /** Instant in the plant as the sender wrote it into the text field; empty when it wrote none. */
  readonly occurredAt: string;
  /** Payload as it came. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The ERP's own refusal, with its message class and number. */
export interface ErpRefusal {
  readonly code: string;
  readonly text: string;
}
