import type { AlertRule } from "./alert-rule.js";
import { deliveryStalled } from "./rules/delivery-stalled.js";
import { dispatchFailed } from "./rules/dispatch-failed.js";
import { postingStopped } from "./rules/posting-stopped.js";
import { postingUnanswered } from "./rules/posting-unanswered.js";
import { reconciliationException } from "./rules/reconciliation-exception.js";

/** Everything that is watched. */
export const ALERT_RULES: readonly AlertRule[] = [
  postingStopped,
  postingUnanswered,
  deliveryStalled,
  dispatchFailed,
  reconciliationException,
];
