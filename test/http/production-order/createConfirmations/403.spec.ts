import { refusesTheUnentitled } from "../../../support/production-order/refusals.js";

// The plant is that of each item, which is refused alone (200.spec.ts).
refusesTheUnentitled("createConfirmations", false);
