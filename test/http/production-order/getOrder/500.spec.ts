import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

breaksWhenStoredWrong("getOrder", "UPDATE il.production_order SET findings = '[{}]' WHERE order_number = $1");
