import { countedRule } from "../counted-rule.js";

/** The condition is the text of the partial index production_order_failed. */
const FAILED = `
  SELECT plant_code AS "plantCode", sync_state AS subject, count(*)::int AS count FROM il.production_order
  WHERE sync_state IN ('REJECTED', 'NACKED', 'DISPATCH_FAILED') AND state IN ('RELEASED', 'READY')
  GROUP BY 1, 2`;

const WORDS: Readonly<Record<string, string>> = {
  REJECTED: "failed their validation",
  NACKED: "were refused by the MES",
  DISPATCH_FAILED: "did not reach the MES",
};

/** Orders that were released and that nobody produces. */
export const dispatchFailed = countedRule(
  { rule: "dispatch-failed", intervalSeconds: 60 },
  FAILED,
  ({ plantCode, subject, count }) => ({
    severity: subject === "DISPATCH_FAILED" ? "CRITICAL" : "WARNING",
    title: `Orders of ${plantCode} that ${WORDS[subject] ?? "are not produced"}: ${count}`,
    detail: `Their synchronisation is ${subject}; each names its findings.`,
    remedy: "Mend what the findings name, then redispatch or revalidate the order; or release a new revision.",
    owner: subject === "DISPATCH_FAILED" ? "integration-operator" : "planner",
  }),
);
