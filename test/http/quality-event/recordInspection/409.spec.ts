import { inFlight } from "../../../support/quality-event/in-flight.js";

inFlight("recordInspection");
