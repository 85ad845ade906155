import { endsInTime } from "../../../support/production-order/accepts.js";

endsInTime("changeOrder");
