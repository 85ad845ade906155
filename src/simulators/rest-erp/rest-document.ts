/** Part of the REST ERP simulator: what it keeps. */

/** A document the ERP has committed, with the fields as they came. */
export interface RestDocument {
  readonly doctype: string;
  /** Its name, such as `MAT-STE-2026-00001`. */
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Series that names of each doctype are drawn from. */
export const SERIES: Readonly<Record<string, string>> = {
  "Stock Entry": "MAT-STE",
  "Job Card": "PO-JOB",
  Comment: "COMM",
};

/** Field of every doctype that carries the sender's key; unique, as a custom field can be made. */
export const KEY_FIELD = "custom_external_key";
