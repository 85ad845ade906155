import { waitsForTheWork } from "../../../support/production-order/accepts.js";

waitsForTheWork("createConfirmation");
