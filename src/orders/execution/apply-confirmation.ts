import type { Clock } from "../../kernel/clock.js";
import type { Finding } from "../../kernel/finding.js";
import { type ProblemDefinition, toProblem } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { checkConfirmation } from "./checks/check-confirmation.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import type { ConfirmationEffects } from "./confirmation-effects.js";
import { type ConfirmationRow, lockBySequence, lockConfirmation, markConfirmation } from "./confirmation-row.js";
import type { ExecutionContextLoader } from "./execution-context-loader.js";
import { type LockedOrder, lockOrder } from "../order-lock.js";
import { problemOf } from "../problem-of.js";
import { judgeSequence } from "./sequence-rule.js";

export type ApplyOutcome =
  | { readonly outcome: "APPLIED" | "PARKED" | "QUARANTINED" }
  /** An earlier number is missing; ask again after waitMs, then with isGapWaitOver. */
  | { readonly outcome: "WAITING"; readonly waitMs: number };

/**
 * Applies reports to their order, one order at a time under the lock of its row, in the sequence of their source.
 * A report takes along the stored ones before it, and one that closes a gap those that waited for it.
 */
export class ApplyConfirmation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contexts: ExecutionContextLoader,
    private readonly effects: ConfirmationEffects,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Idempotent: a report that is applied or parked answers so again. */
  apply(plantCode: string, orderNumber: string, confirmationId: string, isGapWaitOver: boolean): Promise<ApplyOutcome> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockOrder(tx, plantCode, orderNumber);
      const row = await lockConfirmation(tx, confirmationId);
      if (row === undefined) throw new Error(`confirmation ${confirmationId} does not exist`);
      if (row.state === "APPLIED" || row.state === "PARKED") return { outcome: row.state };
      if (order === undefined) return this.#quarantine(tx, row, "UNKNOWN_ORDER");
      if (order.state === "FORECAST" || order.state === "RELEASED")
        return this.#quarantine(tx, row, "ORDER_NOT_RELEASED");
      return this.#applyInSequence(tx, order, row, isGapWaitOver);
    });
  }

  async #quarantine(tx: Tx, row: ConfirmationRow, reason: string): Promise<ApplyOutcome> {
    if (row.state !== "QUARANTINED") {
      await markConfirmation(tx, row.id, "QUARANTINED", { reason });
      await this.#record(tx, row, "confirmation:quarantine", { state: "QUARANTINED", reason });
    }
    return { outcome: "QUARANTINED" };
  }

  async #applyInSequence(
    tx: Tx,
    order: LockedOrder,
    row: ConfirmationRow,
    isGapWaitOver: boolean,
  ): Promise<ApplyOutcome> {
    const context = await this.contexts.load(tx, order);
    const lastApplied = order.appliedSequence[row.clientId] ?? 0;
    const place = judgeSequence(row.sequence, lastApplied);
    const earlier = place === "GAP" ? await lockBySequence(tx, row, lastApplied + 1) : undefined;
    if (earlier !== undefined) return this.#applyAfter(tx, order, earlier, row, isGapWaitOver);
    if (place === "GAP" && !isGapWaitOver) return this.#wait(tx, row, context);
    if (place === "GAP" && context.profile.execution.onGap === "PARK") {
      return this.#park(tx, row, [gapFinding(row, lastApplied)]);
    }
    const outcome = await this.#applyOne(tx, context, row, place !== "IN_SEQUENCE");
    if (outcome.outcome === "APPLIED") await this.#applyFollowers(tx, row);
    return outcome;
  }

  /**
   * A report that came earlier and is not applied yet, since its workflow is behind, is no gap: however long the
   * workers were away, what is stored goes in sequence. Each call settles one report, so this ends.
   */
  async #applyAfter(
    tx: Tx,
    order: LockedOrder,
    earlier: ConfirmationRow,
    row: ConfirmationRow,
    isGapWaitOver: boolean,
  ): Promise<ApplyOutcome> {
    await this.#applyInSequence(tx, order, earlier, isGapWaitOver);
    const orderNow = (await lockOrder(tx, row.plantCode, row.orderNumber)) ?? order;
    const rowNow = (await lockConfirmation(tx, row.id)) ?? row;
    if (rowNow.state === "APPLIED" || rowNow.state === "PARKED") return { outcome: rowNow.state };
    return this.#applyInSequence(tx, orderNow, rowNow, isGapWaitOver);
  }

  async #wait(tx: Tx, row: ConfirmationRow, { profile }: ExecutionContext): Promise<ApplyOutcome> {
    if (row.state !== "WAITING_FOR_SEQUENCE") {
      const reason = "SEQUENCE_GAP";
      await markConfirmation(tx, row.id, "WAITING_FOR_SEQUENCE", { reason });
      await this.#record(tx, row, "confirmation:wait", { state: "WAITING_FOR_SEQUENCE", reason });
    }
    const waitedMs = this.clock.now().getTime() - row.recordedAt.getTime();
    return { outcome: "WAITING", waitMs: Math.max(0, profile.execution.gapWaitSeconds * 1000 - waitedMs) };
  }

  async #applyOne(
    tx: Tx,
    context: ExecutionContext,
    row: ConfirmationRow,
    isOutOfOrder: boolean,
  ): Promise<ApplyOutcome> {
    const { order } = context;
    const findings = isWorkable(order) ? checkConfirmation(row.document, context) : [stateFinding(order)];
    if (findings.some((finding) => finding.severity === "ERROR")) return this.#park(tx, row, findings);
    await markConfirmation(tx, row.id, "APPLIED", { findings, isOutOfOrder });
    await this.#record(tx, row, "confirmation:apply", { state: "APPLIED", isOutOfOrder });
    await this.effects.apply(tx, context, row);
    return { outcome: "APPLIED" };
  }

  /** Each follower sees the order as its predecessor left it, so everything is loaded again. */
  async #applyFollowers(tx: Tx, row: ConfirmationRow): Promise<void> {
    for (let sequence = row.sequence; sequence !== null; sequence++) {
      const order = await lockOrder(tx, row.plantCode, row.orderNumber);
      const next = order === undefined ? undefined : await lockBySequence(tx, row, sequence + 1);
      if (order === undefined || next === undefined) return;
      const { outcome } = await this.#applyOne(tx, await this.contexts.load(tx, order), next, false);
      if (outcome !== "APPLIED") return;
    }
  }

  async #park(tx: Tx, row: ConfirmationRow, findings: readonly Finding[]): Promise<ApplyOutcome> {
    const error = findings.find((finding) => finding.severity === "ERROR");
    const definition: ProblemDefinition = problemOf(error?.code ?? "");
    await markConfirmation(tx, row.id, "PARKED", { reason: definition.code, findings });
    const details = {
      ...(error === undefined ? {} : { detail: error.message }),
      plantCode: row.plantCode,
      errors: findings,
    };
    await settleOperation(tx, row.operationId, "PARKED", toProblem(definition, details, row.correlationId));
    await this.#record(tx, row, "confirmation:park", { state: "PARKED", reason: definition.code });
    return { outcome: "PARKED" };
  }

  #record(tx: Tx, row: ConfirmationRow, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const { plantCode, correlationId, traceparent, documentHash } = row;
    return this.audit.append(tx, [
      {
        actor: "worker",
        action,
        resourceType: "operation-confirmation",
        resourceId: row.id,
        plantCode,
        correlationId,
        traceparent,
        contentHash: documentHash,
        before: { state: row.state },
        after,
      },
    ]);
  }
}

const isWorkable = (order: LockedOrder): boolean => ["READY", "RUNNING", "SUSPENDED"].includes(order.state);

function stateFinding(order: LockedOrder): Finding {
  const code = order.state === "HELD" ? "ORDER_HELD" : "ORDER_CLOSED";
  const fix =
    order.state === "HELD"
      ? "Release the hold, then apply the report again."
      : "Reopen the order, or discard the report.";
  const message = `Order ${order.plantCode}/${order.orderNumber} is ${order.state}.`;
  return { code, severity: "ERROR", check: "execution", message, pointer: "", fix };
}

function gapFinding(row: ConfirmationRow, lastApplied: number): Finding {
  const message = `Sequence ${row.sequence} came, ${lastApplied + 1} did not, and the wait for it is over.`;
  const fix = "Send the missing report, then apply this one again.";
  return { code: "SEQUENCE_CONFLICT", severity: "ERROR", check: "sequence", message, pointer: "/sequence", fix };
}
