import type { AcceptInTransaction, AcceptResult, TransactionWrite } from "../../platform/accept/public.js";
import type { Quantity } from "../../kernel/quantity.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { PlantDirectory } from "../../plants/public.js";
import type { HoldTargets } from "../holds/hold-targets.js";
import { tellOfNonconformance } from "../nonconformance.js";
import { insertQualityEvent } from "../quality-event.store.js";
import type { QualitySeverity } from "../quality-policy.js";
import { type QualityScope, scopeKey } from "../quality-scope.js";
import { activePlant, pastInstant } from "./active-plant.js";

/** NonconformanceReport of the contract. */
export interface NonconformanceReport {
  readonly scope: QualityScope;
  readonly severity: QualitySeverity;
  readonly defectCode: string;
  readonly description: string;
  readonly quantity?: Quantity;
  readonly holdId?: string;
  readonly occurredAt: string;
}

const INSERT = `
  INSERT INTO il.nonconformance (id, plant_code, scope, scope_key, severity, defect_code, description, quantity, hold_id,
    raised_by, occurred_at, correlation_id, traceparent)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Opens a nonconformance. It keeps nothing from going on; a hold does that. */
export class RaiseNonconformance {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly plants: PlantDirectory,
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
  ) {}

  /** @param id id of the new nonconformance, which is also part of its address */
  async raise(write: TransactionWrite, id: string, report: NonconformanceReport): Promise<AcceptResult> {
    const plant = await this.plants.profile(write.plantCode);
    return await this.accept.run(write, async (tx, operationId, now) => {
      const { plantCode, clientId, correlationId, traceparent } = write;
      const { scope, severity, defectCode, description, quantity, holdId } = report;
      const occurredAt = pastInstant(activePlant(plantCode, plant), report.occurredAt, now);
      await tx.query(INSERT, [
        id,
        plantCode,
        JSON.stringify(scope),
        scopeKey(scope),
        severity,
        defectCode,
        description,
        quantity === undefined ? null : JSON.stringify(quantity),
        holdId ?? null,
        clientId,
        occurredAt,
        correlationId,
        traceparent,
      ]);
      const event = { id, kind: "NONCONFORMANCE_RAISED", scope, severity, holdId, occurredAt, operationId } as const;
      await insertQualityEvent(tx, write, { ...event, nonconformanceId: id });
      const isOnHold = await this.targets.isHeld(tx, plantCode, [scopeKey(scope)]);
      const raised = {
        id,
        plantCode,
        scope,
        severity,
        defectCode,
        disposition: null,
        state: "OPEN",
        version: 1,
      } as const;
      await tellOfNonconformance(tx, this.outbox, raised, isOnHold, { correlationId, traceparent });
      return { resourceId: id, audited: { state: "OPEN", scope: scopeKey(scope), severity, defectCode }, isDone: true };
    });
  }
}
