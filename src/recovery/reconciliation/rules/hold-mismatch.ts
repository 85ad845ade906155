import { IS_POSTING_HELD } from "../../../quality/public.js";
import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.hold_target WHERE plant_code = $1 AND ended_at IS NULL`;

const DEVIATING = `
  SELECT p.id AS subject, p.order_number AS "orderNumber", 'The ERP has booked it, and a hold in force keeps it back.' AS detail
  FROM il.posting p WHERE p.plant_code = $1 AND p.state = 'POSTED' AND p.kind = 'RECEIPT_FROM_ORDER' AND ${IS_POSTING_HELD}
    AND NOT EXISTS (SELECT 1 FROM il.receipt_stock_status s WHERE s.posting_id = p.id AND s.is_blocked)`;

/** R09. Receipts in the ERP under a hold whose stock was not blocked there by a posting of its own. */
export const holdMismatch = ledgerRule(
  {
    rule: "R09",
    meaning: "the ERP does not know of a hold",
    authority: "QMS",
    resolution: "block the stock in the ERP",
  },
  COUNTED,
  DEVIATING,
);
