import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.posting WHERE plant_code = $1 AND posted_at > now() - interval '24 hours'`;

const DEVIATING = `
  SELECT id AS subject, order_number AS "orderNumber",
      latency_class || ' posted after ' || round(extract(epoch FROM posted_at - coalesce(sla_from, created_at))) || ' s.' AS detail
    FROM il.posting WHERE plant_code = $1 AND posted_at > now() - interval '24 hours'
      AND posted_at > coalesce(sla_due_at, created_at + interval '60 s')
    ORDER BY seq DESC LIMIT 500`;

/** R07. The newest 500 of a day. */
export const late = ledgerRule(
  {
    rule: "R07",
    meaning: "posted later than its class of latency allows",
    authority: "info",
    resolution: "none; the posting is booked",
  },
  COUNTED,
  DEVIATING,
);
