import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.confirmation WHERE plant_code = $1 AND recorded_at > now() - interval '35 days'`;

const DEVIATING = `
  SELECT id AS subject, order_number AS "orderNumber", 'A report waits for an order the ERP has not released.' AS detail
    FROM il.confirmation WHERE plant_code = $1 AND state = 'QUARANTINED' AND recorded_at < now() - interval '5 minutes'`;

/** R02. Reports that wait longer than an order's release takes. */
export const unknownOrder = ledgerRule(
  { rule: "R02", meaning: "execution without an ERP order", authority: "ERP", resolution: "case" },
  COUNTED,
  DEVIATING,
);
