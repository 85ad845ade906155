/** What a value must look like, and how to say so. */
export interface EditableField {
  readonly pattern: RegExp;
  readonly expectation: string;
  /** Whether the member may be taken out of the document. */
  readonly isRemovable: boolean;
}

const STOCK_STATUS: EditableField = {
  pattern: /^(UNRESTRICTED|QUALITY|BLOCKED)$/,
  expectation: "UNRESTRICTED, QUALITY or BLOCKED",
  isRemovable: true,
};
const STORAGE_LOCATION: EditableField = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/,
  expectation: "a storage location of at most 20 characters, such as RM01",
  isRemovable: true,
};
const CODE: EditableField = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.\-/]{0,39}$/,
  expectation: "a code of at most 40 characters",
  isRemovable: true,
};

/**
 * Members of a posting's document that an edit may change, by their path (dlq writeFields of
 * governance-rules/policy/resources.yaml; a role may narrow them). Quantities, material and order are not among them: the
 * order's totals already hold them, so that a wrong one is taken back by a reversal of its report and not by an edit.
 */
export const EDITABLE_FIELDS: Readonly<Record<string, EditableField>> = {
  postingDate: {
    pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
    expectation: "a calendar date such as 2026-11-23",
    isRemovable: false,
  },
  scrapReasonCode: CODE,
  reasonCode: CODE,
  mesOrderRef: CODE,
  "items.lotNumber": CODE,
  "items.storageLocationCode": STORAGE_LOCATION,
  "items.toStorageLocationCode": STORAGE_LOCATION,
  "items.handlingUnit": { pattern: /^\d{18}$/, expectation: "an SSCC of 18 digits", isRemovable: true },
  "items.fromStockStatus": STOCK_STATUS,
  "items.toStockStatus": STOCK_STATUS,
};
