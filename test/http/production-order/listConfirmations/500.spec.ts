import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

// An order has no report of its own here; the wrong one is put beside it.
breaksWhenStoredWrong(
  "listConfirmations",
  `INSERT INTO il.confirmation (id, plant_code, order_number, client_id, operation_number, kind, document,
    document_hash, operation_id, correlation_id, traceparent)
   SELECT 'no id', plant_code, order_number, 'mes', '0010', 'START', '{}', '', id, '', ''
   FROM il.production_order WHERE order_number = $1`,
);
