import { hasValidCheckDigit } from "../../../kernel/check-digit.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { MappingContext } from "./mapping-context.js";

const SSCC = /^\d{18}$/;

/**
 * The SSCC-18 of a sub-lot, or undefined: a sub-lot that is no SSCC has no place in the governed documents, and one
 * with a wrong check digit is refused or left out, as the plant says.
 */
export function mapHandlingUnit(
  subLotId: string | undefined,
  pointer: string,
  context: MappingContext,
): string | undefined {
  if (subLotId === undefined) return undefined;
  if (!SSCC.test(subLotId)) return reportNoSscc(subLotId, pointer, context);
  if (hasValidCheckDigit(subLotId)) return subLotId;
  const isRefused = context.profile.b2mml.badCheckDigit === "ERROR";
  context.findings.add(context.profile.b2mml.badCheckDigit, {
    code: "BAD_CHECK_DIGIT",
    message: `SSCC ${subLotId} has a wrong check digit${isRefused ? "" : "; the handling unit is left out"}.`,
    pointer,
    fix: "Correct the SSCC where it is printed or scanned; b2mml.badCheckDigit of plant.yaml says what happens meanwhile.",
  });
  return undefined;
}

function reportNoSscc(subLotId: string, pointer: string, context: MappingContext): undefined {
  context.findings.add("INFO", {
    code: B2MML_PROBLEMS.B2MML_VALUE_NOT_CARRIED.code,
    message: `Sub-lot ${subLotId.slice(0, 60)} is not an SSCC of 18 digits; its handling unit is left out.`,
    pointer,
  });
  return undefined;
}
