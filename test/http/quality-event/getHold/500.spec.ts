import { breaksWhenStoredWrong } from "../../../support/quality-event/samples.js";

breaksWhenStoredWrong(
  "getHold",
  "UPDATE il.quality_hold SET decision_reason = 'x' WHERE id = $1",
  "UPDATE il.quality_hold SET decision_reason = NULL WHERE decision_reason = 'x'",
);
