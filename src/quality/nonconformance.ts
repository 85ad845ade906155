import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { QualitySeverity } from "./quality-policy.js";
import { type QualityScope, lotsOfScope, partitionKeyOf } from "./quality-scope.js";
import type { NonconformanceState } from "./states.js";

export type NonconformanceDisposition = "USE_AS_IS" | "REWORK" | "SCRAP" | "RETURN";

/** A deviation that somebody decides about. */
export interface Nonconformance {
  readonly id: string;
  readonly plantCode: string;
  readonly scope: QualityScope;
  readonly severity: QualitySeverity;
  readonly defectCode: string;
  readonly description: string;
  readonly disposition: NonconformanceDisposition | null;
  readonly closingReason: string | null;
  readonly state: NonconformanceState;
  readonly version: number;
}

const LOCK = `
  SELECT id, plant_code AS "plantCode", scope, severity, defect_code AS "defectCode", description, disposition,
    closing_reason AS "closingReason", state, version
  FROM il.nonconformance WHERE id = $1 FOR UPDATE`;

/** The nonconformance, whose row this transaction holds. Undefined when there is none. */
export async function lockNonconformance(tx: Tx, id: string): Promise<Nonconformance | undefined> {
  return (await tx.query<Nonconformance>(LOCK, [id]))[0];
}

/** Tells of a nonconformance (NonconformanceChanged of contracts/schemas/quality-event-messages.yaml). */
export async function tellOfNonconformance(
  tx: Tx,
  outbox: Outbox,
  nonconformance: Omit<Nonconformance, "description" | "closingReason">,
  isOnHold: boolean,
  trace: { readonly correlationId: string; readonly traceparent: string },
): Promise<void> {
  const { id, plantCode, scope, severity, defectCode, disposition, state, version } = nonconformance;
  const isClosed = state === "CLOSED";
  await outbox.append(tx, [
    {
      name: isClosed ? "quality.nonconformance-closed" : "quality.nonconformance-raised",
      plantCode,
      partitionKey: partitionKeyOf(plantCode, scope),
      latencyClass: isClosed ? "NRT" : "RT",
      ...trace,
      data: {
        nonconformanceId: id,
        revision: version,
        state,
        scope,
        severity,
        defectCode,
        ...(disposition === null ? {} : { disposition }),
        lots: lotsOfScope(scope),
        isOnHold,
      },
    },
  ]);
}
