import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

breaksWhenStoredWrong("getConfirmation", "UPDATE il.confirmation SET findings = '[{}]' WHERE order_number = $1");
