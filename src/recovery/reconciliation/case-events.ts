import type { PlantEventIntent } from "../../platform/messaging/outbox.js";
import type { MovedCase } from "./keep-cases.statement.js";
import type { ReconciliationRule } from "./reconciliation-rule.js";

const DETAIL_LENGTH_MAX = 1000;

/** In which run a case moved. */
export interface CaseRun {
  readonly plantCode: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** ReconciliationException of contracts/schemas/recovery-events.yaml. */
export function openedEvent(run: CaseRun, rule: ReconciliationRule, moved: MovedCase): PlantEventIntent {
  const { authority, resolution } = rule;
  const detail = moved.detail.slice(0, DETAIL_LENGTH_MAX);
  return eventOf("reconciliation.exception-opened", run, rule, moved, { authority, resolution, detail });
}

/** ReconciliationResolved of contracts/schemas/recovery-events.yaml. */
export function resolvedEvent(run: CaseRun, rule: ReconciliationRule, moved: MovedCase): PlantEventIntent {
  const resolvedAt = moved.resolvedAt?.toISOString();
  return eventOf("reconciliation.exception-resolved", run, rule, moved, { resolvedAt });
}

/** The key is the case's own: one run may move cases of a thousand orders, and none of them is locked for it. */
function eventOf(
  name: string,
  { plantCode, correlationId, traceparent }: CaseRun,
  { rule }: ReconciliationRule,
  { id, subject, orderNumber, openedAt }: MovedCase,
  members: PlantEventIntent["data"],
): PlantEventIntent {
  const data = {
    caseId: id,
    rule,
    subject,
    ...(orderNumber === null ? {} : { orderNumber }),
    openedAt: openedAt.toISOString(),
    ...members,
  };
  const partitionKey = `${plantCode}/RECONCILIATION/${id}`;
  return { name, plantCode, partitionKey, latencyClass: "BATCH", correlationId, traceparent, data };
}
