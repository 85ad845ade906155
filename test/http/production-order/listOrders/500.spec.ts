import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

// The list must show the broken order, so it asks for a state that no other order has.
breaksWhenStoredWrong(
  "listOrders",
  "UPDATE il.production_order SET state = 'CANCELLED', material_number = 'BROKEN', findings = '[{}]' WHERE order_number = $1",
  "?materialNumber=BROKEN",
);
