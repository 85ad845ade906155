import type { Tx } from "../../../platform/persistence/unit-of-work.js";
import { FAILURE_GROUPS } from "../../stopped/failure-groups.statement.js";
import { type GroupRow, toFailureGroup } from "../../stopped/failure-groups.js";
import type { Sighting } from "../alert.js";
import { counted } from "../counted-words.js";
import type { AlertRule } from "../alert-rule.js";

const BLOCKED_ORDERS_CRITICAL = 10;

/** Postings that wait for a person, one alert for each cause in a plant. */
export const postingStopped: AlertRule = {
  rule: "posting-stopped",
  intervalSeconds: 15,
  async look(tx: Tx): Promise<Sighting[]> {
    const groups = await tx.query<GroupRow>(FAILURE_GROUPS, [null, null]);
    return groups.filter(({ states }) => states.PARKED + states.DEAD > 0).map(toSighting);
  },
};

function toSighting(row: GroupRow): Sighting {
  const { fingerprint, plantCode, code, erpCode, states, blockedOrders, heldBehind, assignment } = row;
  const { suggestion } = toFailureGroup(row);
  const stopped = states.PARKED + states.DEAD;
  return {
    plantCode,
    subject: fingerprint,
    severity: blockedOrders >= BLOCKED_ORDERS_CRITICAL ? "CRITICAL" : "WARNING",
    title: `${code}${erpCode === "" ? "" : ` (${erpCode})`} stops ${counted(stopped, "posting")} of ${plantCode}`,
    detail: `It blocks ${counted(blockedOrders, "order")}; ${counted(heldBehind, "more posting")} behind it.`,
    remedy: `${suggestion.fix} See: interlock dlq list --group ${fingerprint}`,
    owner: assignment?.owner ?? suggestion.owner,
    count: stopped,
  };
}
