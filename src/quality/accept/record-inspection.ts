import type { AcceptInTransaction, AcceptResult, TransactionWrite } from "../../platform/accept/public.js";
import { InterlockError } from "../../kernel/problem.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { PlantDirectory } from "../../plants/public.js";
import type { HoldTargets } from "../holds/hold-targets.js";
import { qualityProblems } from "../problems.js";
import { insertQualityEvent } from "../quality-event.store.js";
import type { QualitySeverity } from "../quality-policy.js";
import { type QualityScope, lotsOfScope, partitionKeyOf, scopeKey } from "../quality-scope.js";
import { activePlant, pastInstant } from "./active-plant.js";
import { type Characteristic, checkCharacteristics, resultOf } from "./check-characteristics.js";

/** InspectionReport of the contract. */
export interface InspectionReport {
  readonly scope: QualityScope;
  readonly severity?: QualitySeverity;
  readonly characteristics: readonly Characteristic[];
  readonly occurredAt: string;
}

/** Records the results of an inspection; a failed one is told in real time, but holds nothing by itself. */
export class RecordInspection {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly plants: PlantDirectory,
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
  ) {}

  /** @throws InterlockError RESULT_CONTRADICTS_LIMITS */
  async record(write: TransactionWrite, eventId: string, report: InspectionReport): Promise<AcceptResult> {
    refuseContradictions(write.plantCode, report);
    const plant = await this.plants.profile(write.plantCode);
    return await this.accept.run(write, async (tx, operationId, now) => {
      const { plantCode, correlationId, traceparent } = write;
      const { scope, severity, characteristics } = report;
      const occurredAt = pastInstant(activePlant(plantCode, plant), report.occurredAt, now);
      const event = { id: eventId, kind: "INSPECTION_RESULT", scope, severity, occurredAt, operationId } as const;
      await insertQualityEvent(tx, write, event);
      const result = resultOf(characteristics);
      await this.outbox.append(tx, [
        {
          name: "quality.inspection-recorded",
          plantCode,
          partitionKey: partitionKeyOf(plantCode, scope),
          latencyClass: result === "FAIL" ? "RT" : "NRT",
          correlationId,
          traceparent,
          data: {
            qualityEventId: eventId,
            scope,
            ...(severity === undefined ? {} : { severity }),
            result,
            characteristics,
            lots: lotsOfScope(scope),
            isOnHold: await this.targets.isHeld(tx, plantCode, [scopeKey(scope)]),
            occurredAt: report.occurredAt,
          },
        },
      ]);
      return { resourceId: eventId, audited: { scope: scopeKey(scope), result }, isDone: true };
    });
  }
}

function refuseContradictions(plantCode: string, { characteristics }: InspectionReport): void {
  const errors = checkCharacteristics(characteristics);
  if (errors.length === 0) return;
  const detail = `${errors.length} of ${characteristics.length} results do not fit their limits; errors names them.`;
  throw new InterlockError(qualityProblems.RESULT_CONTRADICTS_LIMITS, { detail, plantCode, errors });
}
