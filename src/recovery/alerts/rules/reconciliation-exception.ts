import { counted } from "../counted-words.js";
import { countedRule } from "../counted-rule.js";

/** R07 tells what was late and is booked: nobody can mend it. */
const OPEN = `
  SELECT plant_code AS "plantCode", code AS subject, count(*)::int AS count FROM il.reconciliation_case
  WHERE state = 'OPEN' AND code <> 'R07' GROUP BY 1, 2`;

/** ERP, MES and ledger do not agree. */
export const reconciliationException = countedRule(
  { rule: "reconciliation-exception", intervalSeconds: 60 },
  OPEN,
  ({ plantCode, subject, count }) => ({
    severity: subject === "R06" ? "CRITICAL" : "WARNING",
    title: `Reconciliation ${subject}: ${counted(count, "deviation")} in ${plantCode}`,
    detail: "Each is a case that lasts until a comparison finds agreement.",
    remedy: "List them with: interlock reconcile",
    owner: "integration-operator",
  }),
);
