import {
  type AcceptInTransaction,
  type AcceptResult,
  type TransactionWrite,
  Refusal,
  type Written,
} from "../../platform/accept/public.js";
import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Clock } from "../../kernel/clock.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type PlantDirectory, instantOf, readEffectiveRecords } from "../../plants/public.js";
import type { HoldEffect } from "../holds/hold.js";
import { tellOfHold } from "../holds/hold-event.js";
import type { HoldTargets } from "../holds/hold-targets.js";
import { serialiseHolds } from "../holds/hold.js";
import { qualityProblems } from "../problems.js";
import { insertQualityEvent } from "../quality-event.store.js";
import { type QualitySeverity, qualityPolicyOf } from "../quality-policy.js";
import { type QualityScope, scopeKey } from "../quality-scope.js";
import { activePlant } from "./active-plant.js";

/** HoldRequest of the contract. */
export interface HoldRequest {
  readonly scope: QualityScope;
  readonly severity: QualitySeverity;
  readonly effects: readonly HoldEffect[];
  readonly reasonCode: string;
  /** RFC 3339. */
  readonly expiresAt?: string;
  readonly occurredAt: string;
}

const INSERT = `
  INSERT INTO il.quality_hold (id, plant_code, scope, scope_key, severity, effects, reason_code, document, content_hash,
    placed_by, occurred_at, expires_at, correlation_id, traceparent)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

/**
 * Places a hold. Its own scope is held from the commit on; what follows from it (orders, lots made of the lots it names)
 * is found by the workflow that the transaction asks for.
 */
export class PlaceHold {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly plants: PlantDirectory,
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A hold that somebody reports; its reason must be in the list of the plant. @param holdId see {@link place} */
  report(write: TransactionWrite, holdId: string, request: HoldRequest): Promise<AcceptResult> {
    const { plantCode } = write;
    return this.#place(write, holdId, request, (tx) =>
      requireReason(tx, plantCode, request.reasonCode, this.clock.now()),
    );
  }

  /**
   * A hold that Interlock places itself, for a reason of its own.
   * @param holdId id of the new hold, which is also part of its address
   */
  place(write: TransactionWrite, holdId: string, request: HoldRequest): Promise<AcceptResult> {
    return this.#place(write, holdId, request, () => Promise.resolve());
  }

  async #place(
    write: TransactionWrite,
    holdId: string,
    request: HoldRequest,
    check: (tx: Tx) => Promise<void>,
  ): Promise<AcceptResult> {
    const plant = await this.plants.profile(write.plantCode);
    return await this.accept.run(write, async (tx, operationId) => {
      const policy = qualityPolicyOf(activePlant(write.plantCode, plant));
      if (request.expiresAt !== undefined && !policy.mayHoldsExpire) throw mayNotExpire(write.plantCode);
      await check(tx);
      return await this.#store(tx, write, holdId, request, operationId);
    });
  }

  async #store(
    tx: Tx,
    write: TransactionWrite,
    id: string,
    request: HoldRequest,
    operationId: string,
  ): Promise<Written> {
    const { plantCode, clientId, correlationId, traceparent } = write;
    const { scope, severity, effects, reasonCode } = request;
    const expiresAt = request.expiresAt === undefined ? null : instantOf(request.expiresAt);
    const occurredAt = instantOf(request.occurredAt);
    await serialiseHolds(tx, plantCode);
    await tx.query(INSERT, [
      id,
      plantCode,
      JSON.stringify(scope),
      scopeKey(scope),
      severity,
      effects,
      reasonCode,
      write.document,
      write.documentHash,
      clientId,
      occurredAt,
      expiresAt,
      correlationId,
      traceparent,
    ]);
    const hold = { id, plantCode, scope, severity, effects, reasonCode, expiresAt };
    await this.targets.add(tx, hold, [scopeKey(scope)], true);
    const event = { id, kind: "HOLD_PLACED", scope, severity, holdId: id, occurredAt, operationId } as const;
    await insertQualityEvent(tx, write, event);
    await tellOfHold(
      tx,
      this.outbox,
      hold,
      { state: "OPEN", version: 1, changedBy: clientId, correlationId, traceparent },
      true,
    );
    await appendEngineCommands(tx, [
      startCommand("quality-hold@1", `quality-hold:${id}:placed`, { holdId: id, operationId, change: "PLACED" }),
    ]);
    const audited = { state: "OPEN", scope: scopeKey(scope), severity, effects: effects.join(" "), reasonCode };
    return { resourceId: id, audited, isDone: false };
  }
}

/** A reason is a code of the plant's list; free text can neither be told to the ERP nor counted. */
async function requireReason(tx: Tx, plantCode: string, code: string, now: Date): Promise<void> {
  const records = await readEffectiveRecords(tx, plantCode, now, [{ type: "reason-code", keys: [code] }]);
  if (records.find("reason-code", code) !== undefined) return;
  throw new Refusal(
    "REASON_CODE_UNKNOWN",
    `Reason code ${code} is not in the list of plant ${plantCode}; use one of the list, or add it to the master data.`,
  );
}

function mayNotExpire(plantCode: string): Refusal {
  return new Refusal(
    qualityProblems.HOLD_MAY_NOT_EXPIRE.code,
    `Plant ${plantCode} lets no hold expire; leave expiresAt out, or set quality.mayHoldsExpire of the plant.`,
  );
}
