import {
  type AcceptInTransaction,
  type AcceptResult,
  type TransactionWrite,
  Refusal,
} from "../../platform/accept/public.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import { instantOf } from "../../plants/public.js";
import type { HoldTargets } from "../holds/hold-targets.js";
import {
  lockNonconformance,
  type Nonconformance,
  type NonconformanceDisposition,
  tellOfNonconformance,
} from "../nonconformance.js";
import { qualityProblems } from "../problems.js";
import { insertQualityEvent } from "../quality-event.store.js";
import type { QualitySeverity } from "../quality-policy.js";
import { scopeKey } from "../quality-scope.js";
import { type ExpectedVersion, requireVersion } from "./expected-version.js";

/** NonconformanceChange of the contract. */
export interface NonconformanceChange {
  readonly severity?: QualitySeverity;
  readonly description?: string;
  readonly disposition?: NonconformanceDisposition;
  readonly state?: "CLOSED";
  readonly closingReason?: string;
}

const UPDATE = `
  UPDATE il.nonconformance SET severity = $2, description = $3, disposition = $4, closing_reason = $5, state = $6,
    version = version + 1, updated_at = now()
  WHERE id = $1`;

/** Changes a nonconformance that is open, or closes it. */
export class ChangeNonconformance {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
    private readonly now: () => string,
  ) {}

  /** @param eventId id of the entry in the record, which a closing adds */
  change(
    write: TransactionWrite,
    eventId: string,
    id: string,
    expected: ExpectedVersion,
    change: NonconformanceChange,
  ): Promise<AcceptResult> {
    return this.accept.run(write, async (tx, operationId) => {
      const before = await lockNonconformance(tx, id);
      if (before === undefined) throw notFound(id);
      requireVersion(expected, before.version);
      const after = changed(before, change);
      const { severity, description, disposition, closingReason, state, scope } = after;
      await tx.query(UPDATE, [id, severity, description, disposition, closingReason, state]);
      if (state === "CLOSED") {
        const { correlationId, traceparent } = write;
        const occurredAt = instantOf(this.now());
        const event = { id: eventId, kind: "NONCONFORMANCE_CLOSED", scope, severity, occurredAt, operationId } as const;
        await insertQualityEvent(tx, write, { ...event, nonconformanceId: id });
        const isOnHold = await this.targets.isHeld(tx, after.plantCode, [scopeKey(scope)]);
        await tellOfNonconformance(tx, this.outbox, after, isOnHold, { correlationId, traceparent });
      }
      return {
        resourceId: id,
        audited: { state, severity, ...(disposition === null ? {} : { disposition }) },
        isDone: true,
      };
    });
  }
}

/** @throws Refusal NONCONFORMANCE_CLOSED, NONCONFORMANCE_INCOMPLETE */
function changed(before: Nonconformance, change: NonconformanceChange): Nonconformance {
  if (before.state === "CLOSED") {
    const text = "The nonconformance is closed and changes no more; raise a new one.";
    throw new Refusal(qualityProblems.NONCONFORMANCE_CLOSED.code, text);
  }
  const after = { ...before, ...change, version: before.version + 1 };
  if (after.state === "OPEN" || (after.disposition !== null && after.closingReason !== null)) return after;
  const missing = [
    after.disposition === null ? "disposition" : "",
    after.closingReason === null ? "closingReason" : "",
  ];
  const text = `To close it, send ${missing.filter((name) => name !== "").join(" and ")} as well.`;
  throw new Refusal(qualityProblems.NONCONFORMANCE_INCOMPLETE.code, text);
}

function notFound(id: string): Refusal {
  return new Refusal(
    qualityProblems.NONCONFORMANCE_NOT_FOUND.code,
    `There is no nonconformance ${id} that you may see.`,
  );
}
