import { hasValidCheckDigit } from "../../../kernel/check-digit.js";
import { type ExecutionCheck, refuse } from "./execution-context.js";

/** SSCCs carry a right check digit (domain §2b 13). */
export const checkHandlingUnits: ExecutionCheck = (report) =>
  (report.consumption ?? []).flatMap((consumption, line) =>
    (consumption.lots ?? []).flatMap((lot, index) => {
      if (lot.handlingUnit === undefined || hasValidCheckDigit(lot.handlingUnit)) return [];
      const pointer = `/consumption/${line}/lots/${index}/handlingUnit`;
      return [
        refuse(
          "BAD_CHECK_DIGIT",
          pointer,
          `SSCC ${lot.handlingUnit} has a wrong check digit.`,
          "Scan the label again.",
        ),
      ];
    }),
  );
