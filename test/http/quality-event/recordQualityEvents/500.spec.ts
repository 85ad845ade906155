import { accepts } from "../../../support/quality-event/samples.js";

accepts.breaksOnBrokenReplay("recordQualityEvents", 200);
