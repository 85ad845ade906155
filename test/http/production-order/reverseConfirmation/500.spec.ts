import { accepts } from "../../../support/production-order/samples.js";

accepts.breaksOnBrokenReplay("reverseConfirmation");
