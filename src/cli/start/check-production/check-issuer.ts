import type { ProductionCheck } from "./unsafe-setting.js";

/** The embedded issuer keeps its keys beside the data and knows no second factor; it is there for a first start. */
export const checkIssuer: ProductionCheck = ({ isEmbeddedIssuerAllowed }) =>
  isEmbeddedIssuerAllowed
    ? []
    : [
        {
          name: "EMBEDDED_ISSUER_IN_PRODUCTION",
          message: "The embedded issuer would give out tokens.",
          remedy: "Set INTERLOCK_EMBEDDED_ISSUER=always if that is meant.",
        },
      ];
