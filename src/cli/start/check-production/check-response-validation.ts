import type { ProductionCheck } from "./unsafe-setting.js";

/** Without it nobody would notice that answers break the contract which consumers were promised. */
export const checkResponseValidation: ProductionCheck = ({ responseValidation }) =>
  responseValidation === "off"
    ? [
        {
          name: "RESPONSE_VALIDATION_OFF",
          message: "No answer would be checked against its contract.",
          remedy: "Set INTERLOCK_RESPONSE_VALIDATION to sample or enforce.",
        },
      ]
    : [];
