import type { Finding } from "../../../kernel/finding.js";
import type { Movement } from "../../movement.js";
import { checkAmounts } from "./amounts.js";
import { checkBookingTime } from "./booking-time.js";
import { checkEnds } from "./ends.js";
import { checkHandlingUnits } from "./handling-units.js";
import { checkLines } from "./lines.js";
import { checkLots } from "./lots.js";
import { checkMaterial } from "./material.js";
import type { MovementCheck, MovementContext } from "./movement-context.js";
import { checkOrder } from "./order.js";
import { checkPlant } from "./plant.js";
import { checkReasonCode } from "./reason-code.js";
import { checkReversedPosting } from "./reversed-posting.js";
import { checkSerials } from "./serials.js";

const CHECKS: readonly MovementCheck[] = [
  checkPlant,
  checkLines,
  checkMaterial,
  checkAmounts,
  checkLots,
  checkSerials,
  checkEnds,
  checkHandlingUnits,
  checkReasonCode,
  checkBookingTime,
  checkOrder,
  checkReversedPosting,
];

/** Every check of a movement; nothing stops at the first finding. */
export function checkMovement(movement: Movement, context: MovementContext): Finding[] {
  return CHECKS.flatMap((check) => check(movement, context));
}
