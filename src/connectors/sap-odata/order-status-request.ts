import type { PostingDocument } from "../connector.js";
import { sapField, sapInstant } from "./sap-fields.js";
import type { SapRequest } from "./sap-request.js";

/**
 * User status "taken over by MES". SAP has no standard OData service that sets a user status with a reference, so this
 * is the one custom service (Z namespace) of the connector; setting the status twice is harmless.
 */
export const ORDER_STATUS_SET = "ZINTERLOCK_ORDER_STATUS_SRV/OrderStatusSet";

export function orderStatusRequest(document: PostingDocument, externalKey: string): SapRequest {
  return {
    entitySet: ORDER_STATUS_SET,
    payload: {
      ManufacturingOrder: sapField("ManufacturingOrder", document.orderNumber),
      Plant: sapField("Plant", document.plantCode),
      UserStatus: "MACK",
      ExternalReference: sapField("ExternalReference", document.mesOrderRef ?? ""),
      ReferenceDocument: externalKey,
      StatusText: sapInstant(document.occurredAt),
    },
  };
}
