import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.production_order WHERE plant_code = $1 AND state IN ('CLOSED', 'CANCELLED')`;

const DEVIATING = `
  SELECT DISTINCT r.order_number AS subject, r.order_number AS "orderNumber",
      'The order is ' || r.state || ', operation ' || o.operation_number || ' is ' || o.state || '.' AS detail
    FROM il.production_order r JOIN il.order_operation o USING (plant_code, order_number)
    WHERE r.plant_code = $1 AND r.state IN ('CLOSED', 'CANCELLED') AND o.state IN ('RUNNING', 'PAUSED')
      AND o.operation_number = (SELECT min(x.operation_number) FROM il.order_operation x WHERE x.plant_code = r.plant_code
        AND x.order_number = r.order_number AND x.state IN ('RUNNING', 'PAUSED'))`;

/** R05. The ERP's last word as it reached Interlock against the operations as the MES reported them. */
export const stateMismatch = ledgerRule(
  {
    rule: "R05",
    meaning: "the ERP has ended what the MES still runs",
    authority: "by the state table",
    resolution: "case",
  },
  COUNTED,
  DEVIATING,
);
