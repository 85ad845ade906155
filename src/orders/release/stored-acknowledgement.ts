import type { Tx } from "../../platform/persistence/unit-of-work.js";

/** Body of acknowledgeOrder (contracts/schemas/production-order.yaml, Acknowledgement). */
export interface AcknowledgementDocument {
  readonly dispatchId: string;
  readonly result: "ACK" | "NACK";
  readonly code?: string;
  readonly reason?: string;
  readonly mesOrderRef?: string;
  readonly occurredAt: string;
}

/** The answer of the MES to a dispatch. */
export interface StoredAcknowledgement {
  readonly id: string;
  readonly operationId: string;
  readonly clientId: string;
  readonly document: AcknowledgementDocument;
}

const SELECT = `
  SELECT id, operation_id AS "operationId", client_id AS "clientId", document FROM il.acknowledgement
  WHERE plant_code = $1 AND order_number = $2 AND dispatch_id = $3`;

/** The answer to the dispatch, or undefined while there is none; there is never more than one. */
export async function readAcknowledgement(
  tx: Tx,
  order: { readonly plantCode: string; readonly orderNumber: string },
  dispatchId: string,
): Promise<StoredAcknowledgement | undefined> {
  return (await tx.query<StoredAcknowledgement>(SELECT, [order.plantCode, order.orderNumber, dispatchId]))[0];
}
