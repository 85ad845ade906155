import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

breaksWhenStoredWrong(
  "getVariances",
  `INSERT INTO il.consumption_variance (plant_code, order_number, component_line, level, document, evaluated_at)
   VALUES ('P100', $1, '0010', 'NONE', '{"level": "NO IDEA"}', now())`,
);
