import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

breaksWhenStoredWrong(
  "getOperation",
  "UPDATE il.operation_status SET kind = repeat('k', 61) WHERE id = (SELECT operation_id FROM il.production_order WHERE order_number = $1)",
);
