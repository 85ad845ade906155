import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.posting WHERE plant_code = $1 AND state IN ('UNKNOWN', 'PROBING')`;

const DEVIATING = `
  SELECT p.id AS subject, p.order_number AS "orderNumber", 'No answer and no document since ' || to_char(a.at AT TIME ZONE 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.' AS detail
    FROM il.posting p CROSS JOIN LATERAL (SELECT max(ended_at) AS at FROM il.posting_attempt
      WHERE posting_id = p.id AND action = 'SEND') a
    WHERE p.plant_code = $1 AND p.state IN ('UNKNOWN', 'PROBING') AND a.at < now() - interval '15 minutes'`;

/** R12. Counted from the last send. */
export const unknownStuck = ledgerRule(
  {
    rule: "R12",
    meaning: "the outcome of a send is unknown for more than 15 minutes",
    authority: "Interlock",
    resolution: "look it up, then case",
  },
  COUNTED,
  DEVIATING,
);
