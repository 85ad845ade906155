import { breaksOnBrokenReplay } from "../../../support/production-order/breaches.js";

breaksOnBrokenReplay("revalidateOrder");
