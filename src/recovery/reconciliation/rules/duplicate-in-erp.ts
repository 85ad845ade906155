import { notComparableRule } from "../ledger-rule.js";

/** R06. */
export const duplicateInErp = notComparableRule(
  {
    rule: "R06",
    meaning: "the same key twice in the ERP",
    authority: "ERP",
    resolution: "propose to reverse the later document",
  },
  "A look-up by key gives one document; no connector lists all that carry a key.",
);
