import { lineDocument } from "../../../support/inventory-movement/documents.js";
import { bodyOf, refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("validateMovement", 422, {
  "to a member that the contract does not know": {
    code: "UNKNOWN_FIELD",
    pointers: ["/colour"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), colour: "red" } }),
  },
  "to a scrap without a reason": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/reasonCode"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), reasonCode: undefined } }),
  },
  "to an issue without an order": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/orderNumber"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), movementType: "ISSUE_TO_ORDER" } }),
  },
  "to a document without lines": {
    code: "SCHEMA_VIOLATION",
    pointers: ["/lines"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), lines: [] } }),
  },
  "to a lot quantity that is no decimal": {
    code: "BAD_QUANTITY",
    pointers: ["/lines/0/lots/0/quantity/value"],
    change: ({ body }) => ({
      body: {
        ...bodyOf({ body }),
        lines: [lineDocument({ lots: [{ lotNumber: "L", quantity: { value: "1,5", unit: "KGM" } }] })],
      },
    }),
  },
  "to a time that is none": {
    code: "BAD_TIME",
    pointers: ["/occurredAt"],
    change: ({ body }) => ({ body: { ...bodyOf({ body }), occurredAt: "23.11.2026" } }),
  },
});
