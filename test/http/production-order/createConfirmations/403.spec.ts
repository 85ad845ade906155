import { refusals } from "../../../support/production-order/samples.js";

// The plant is that of each item, which is refused alone (200.spec.ts).
refusals.refusesTheUnentitled("createConfirmations", false);
