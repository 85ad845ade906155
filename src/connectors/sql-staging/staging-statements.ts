/** The staging table as the guide describes it; rows are the gateway's, the columns from `status` on are the ERP's. */
export interface StagingRow {
  readonly status: string;
  readonly document_number: string | null;
  readonly error_code: string | null;
  readonly error_text: string | null;
}

/** @param table name from the plant folder, lower-case letters, digits and underscores only, schema included */
const quoted = (table: string): string =>
  table
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");

export const readStatement = (table: string): string =>
  `SELECT status, document_number, error_code, error_text FROM ${quoted(table)} WHERE external_key = $1`;

/** A row that the ERP has failed is given to it again; one that it has not touched or has booked stays as it is. */
export const putStatement = (table: string): string =>
  `INSERT INTO ${quoted(table)} AS staged
     (external_key, plant_code, order_number, kind, posting_date, occurred_at, payload, status)
   VALUES ($1, $2, $3, $4, $5, $6, $7, 'NEW')
   ON CONFLICT (external_key) DO UPDATE SET status = 'NEW', error_code = NULL, error_text = NULL, payload = excluded.payload
   WHERE staged.status = 'ERROR'`;
