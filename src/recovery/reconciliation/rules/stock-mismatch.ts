import { notComparableRule } from "../ledger-rule.js";

/** R04. */
export const stockMismatch = notComparableRule(
  { rule: "R04", meaning: "the stock differs", authority: "ERP", resolution: "ask for a count" },
  "Connectors cannot read stock: the balance here is the one the ERP or WMS has reported itself.",
);
