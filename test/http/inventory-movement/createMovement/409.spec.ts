import { bodyOf, refusals } from "../../../support/inventory-movement/samples.js";

refusals.refuses("createMovement", 409, {
  "to a transfer by the MES, since the WMS owns where material lies": {
    code: "NOT_AUTHORITATIVE",
    change: ({ body }) => ({ body: { ...bodyOf({ body }), movementType: "TRANSFER_LOCATION" } }),
  },
  "to a scrap by the WMS, since the MES owns what production does": {
    code: "NOT_AUTHORITATIVE",
    change: () => ({ as: "wms" }),
  },
});
