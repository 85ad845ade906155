import { isDoneAtOnce } from "../../../support/quality-event/samples.js";

isDoneAtOnce("requestHoldRelease");
