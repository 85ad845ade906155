import { counted } from "../counted-words.js";
import { countedRule } from "../counted-rule.js";

/** Postings whose first send without an answer is more than five minutes ago and that are not found since. */
const UNANSWERED = `
  SELECT p.plant_code AS "plantCode", p.destination AS subject, count(*)::int AS count
  FROM il.posting p WHERE p.state = 'UNKNOWN' AND EXISTS (
    SELECT 1 FROM il.posting_attempt a WHERE a.posting_id = p.id AND a.outcome IN ('UNKNOWN', 'ABANDONED')
      AND a.ended_at < now() - interval '5 minutes')
  GROUP BY 1, 2`;

/** Nobody knows whether the ERP has booked it. */
export const postingUnanswered = countedRule(
  { rule: "posting-unanswered", intervalSeconds: 15 },
  UNANSWERED,
  ({ plantCode, subject, count }) => ({
    severity: "CRITICAL",
    title: `${subject} does not say whether it has booked ${counted(count, "posting")} of ${plantCode}`,
    detail: "They are looked up by their key and sent again only when they are surely not there.",
    remedy: "See that the ERP answers reads; list them with: interlock dlq list --state UNKNOWN",
    owner: "integration-operator",
  }),
);
