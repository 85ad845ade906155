import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.order_operation WHERE plant_code = $1`;

const DEVIATING = `
  SELECT o.order_number || '/' || o.operation_number AS subject, o.order_number AS "orderNumber",
      'The MES reported a yield of ' || trim_scale(o.yield) || ', the ERP has booked ' || trim_scale(coalesce(s.booked, 0)) || '.' AS detail
    FROM il.order_operation o JOIN il.production_order r USING (plant_code, order_number) LEFT JOIN LATERAL (
      SELECT sum((p.document -> 'yield' ->> 'value')::numeric) AS booked,
        bool_or(p.document -> 'yield' ->> 'unit' <> r.unit) AS "isOtherUnit"
      FROM il.posting p WHERE p.plant_code = o.plant_code AND p.order_number = o.order_number AND p.kind = 'CONFIRMATION'
        AND p.state = 'POSTED' AND p.document ->> 'operationNumber' = o.operation_number
        AND (p.document ->> 'isReversal') IS DISTINCT FROM 'true') s ON true
    WHERE o.plant_code = $1 AND s."isOtherUnit" IS NOT TRUE AND o.yield <> coalesce(s.booked, 0)
      AND NOT EXISTS (SELECT 1 FROM il.posting e WHERE e.plant_code = o.plant_code AND e.order_number = o.order_number
        AND e.state NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED'))
      AND NOT EXISTS (SELECT 1 FROM il.confirmation c WHERE c.plant_code = o.plant_code AND c.order_number = o.order_number
        AND c.state NOT IN ('APPLIED', 'PARKED', 'REVERSED'))`;

/** R03. Yield by operation, once nothing of the order is under way; other units than the order's are left out. */
export const quantityMismatch = ledgerRule(
  {
    rule: "R03",
    meaning: "the sum of postings differs from the operation",
    authority: "MES",
    resolution: "propose a correction posting",
  },
  COUNTED,
  DEVIATING,
);
