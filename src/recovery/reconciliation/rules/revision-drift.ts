import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.production_order WHERE plant_code = $1 AND state IN ('READY', 'RUNNING', 'SUSPENDED', 'HELD')`;

const DEVIATING = `
  SELECT order_number AS subject, order_number AS "orderNumber",
      'Revision ' || revision || ' is ' || sync_state || ' for more than 15 minutes.' AS detail
    FROM il.production_order WHERE plant_code = $1 AND state IN ('READY', 'RUNNING', 'SUSPENDED', 'HELD')
      AND sync_state <> 'ACKNOWLEDGED' AND released_at < now() - interval '15 minutes'`;

/** R08. Orders under way whose newest revision the MES has not taken. */
export const revisionDrift = ledgerRule(
  { rule: "R08", meaning: "the MES runs an old revision", authority: "ERP", resolution: "dispatch again" },
  COUNTED,
  DEVIATING,
);
