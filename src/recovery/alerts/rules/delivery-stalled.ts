import { counted } from "../counted-words.js";
import { countedRule } from "../counted-rule.js";

/** The condition on the lane is the text of the ledger's partial index. */
const STALLED = `
  SELECT p.plant_code AS "plantCode", p.destination AS subject, count(*)::int AS count
  FROM il.posting p
  WHERE p.state NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED') AND p.state = 'RETRY_WAIT'
    AND p.retry_since < now() - interval '15 minutes'
  GROUP BY 1, 2`;

/** An ERP that takes nothing; a posting is tried again and again. */
export const deliveryStalled = countedRule(
  { rule: "delivery-stalled", intervalSeconds: 60 },
  STALLED,
  ({ plantCode, subject, count }) => ({
    severity: "CRITICAL",
    title: `${subject} has taken nothing of ${counted(count, "order")} of ${plantCode} for 15 minutes`,
    detail: "They are tried again by themselves, in their order; nothing is lost.",
    remedy: `See that ${subject} answers, and why not: interlock flow list --plant ${plantCode} --open`,
    owner: "integration-operator",
  }),
);
