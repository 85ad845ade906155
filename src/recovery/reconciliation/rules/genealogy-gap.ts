import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.posting WHERE plant_code = $1 AND kind = 'RECEIPT_FROM_ORDER' AND state = 'POSTED'`;

const DEVIATING = `
  SELECT DISTINCT item ->> 'lotNumber' AS subject, p.order_number AS "orderNumber",
      'Lot ' || (item ->> 'lotNumber') || ' was received, and nothing is known to have gone into it.' AS detail
    FROM il.posting p, json_array_elements(coalesce(p.document -> 'items', '[]')) item
    WHERE p.plant_code = $1 AND p.kind = 'RECEIPT_FROM_ORDER' AND p.state = 'POSTED' AND item ->> 'lotNumber' IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM il.genealogy_edge g WHERE g.child_material = item ->> 'materialNumber'
        AND g.child_lot = item ->> 'lotNumber')`;

/** R10. Received lots against the genealogy. */
export const genealogyGap = ledgerRule(
  { rule: "R10", meaning: "a receipt into a lot without what went into it", authority: "MES", resolution: "case" },
  COUNTED,
  DEVIATING,
);
