import { hasValidCheckDigit } from "../../../kernel/check-digit.js";
import { type MovementCheck, refuse } from "./movement-context.js";

/** SSCCs carry a right check digit. */
export const checkHandlingUnits: MovementCheck = ({ lines }) =>
  lines.flatMap(({ handlingUnit }, index) => {
    if (handlingUnit === undefined || hasValidCheckDigit(handlingUnit)) return [];
    const message = `SSCC ${handlingUnit} has a wrong check digit.`;
    return [refuse("BAD_CHECK_DIGIT", `/lines/${index}/handlingUnit`, message, "Scan the label again.")];
  });
