import type { Clock } from "../../kernel/clock.js";
import type { Finding } from "../../kernel/finding.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import type { ReportGuard } from "../holds/report-guard.js";
import { checkConfirmation } from "./checks/check-confirmation.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import type { ConfirmationEffects } from "./confirmation-effects.js";
import type { ConfirmationMoves } from "./confirmation-moves.js";
import { type ConfirmationRow, lockConfirmation } from "./confirmation-row.js";
import type { ExecutionContextLoader } from "./execution-context-loader.js";
import { type LockedOrder, lockOrder } from "../order-lock.js";
import { problemOf } from "../problem-of.js";
import { PredecessorError } from "./predecessor-error.js";
import { countStoredBetween, lockPredecessor } from "./sequence-neighbours.js";
import { judgeSequence } from "./sequence-rule.js";
import { wakeFollower } from "./wake-follower.js";

export type ApplyOutcome =
  | { readonly outcome: "APPLIED" | "PARKED" | "QUARANTINED" }
  /** An earlier number is missing; ask again after waitMs, then with isGapWaitOver. */
  | { readonly outcome: "WAITING"; readonly waitMs: number };

/** What one transaction has come to; undefined when it settled a predecessor and the report is still to come. */
type Round = ApplyOutcome | undefined;

/**
 * Applies reports to their order, one order at a time under the lock of its row, in the sequence of their source.
 * A report takes along the stored ones before it, each in a transaction of its own, and wakes the one behind it.
 */
export class ApplyConfirmation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contexts: ExecutionContextLoader,
    private readonly effects: ConfirmationEffects,
    private readonly moves: ConfirmationMoves,
    private readonly clock: Clock,
    private readonly guard: ReportGuard,
  ) {}

  /**
   * Idempotent: a report that is applied or parked answers so again.
   * @throws PredecessorError when a report before it cannot be applied
   */
  async apply(
    plantCode: string,
    orderNumber: string,
    confirmationId: string,
    isGapWaitOver: boolean,
  ): Promise<ApplyOutcome> {
    for (;;) {
      // Before the transaction: whoever holds a connection and waits for a second one can stop all workers at once.
      const profile = await this.contexts.profile(plantCode);
      const round = await this.unitOfWork.run(async (tx) => {
        const order = await lockOrder(tx, plantCode, orderNumber);
        const row = await lockConfirmation(tx, confirmationId);
        if (row === undefined) throw new Error(`confirmation ${confirmationId} does not exist`);
        if (row.state === "APPLIED" || row.state === "PARKED") return { outcome: row.state };
        if (order === undefined) return await this.#quarantine(tx, row, "UNKNOWN_ORDER");
        if (order.state === "FORECAST" || order.state === "RELEASED")
          return await this.#quarantine(tx, row, "ORDER_NOT_RELEASED");
        if (profile === undefined) throw new Error(`plant ${plantCode} of a released order has no profile`);
        return await this.#settleNext(tx, order, row, profile, isGapWaitOver);
      });
      if (round !== undefined) return round;
    }
  }

  async #quarantine(tx: Tx, row: ConfirmationRow, reason: string): Promise<ApplyOutcome> {
    await this.moves.quarantine(tx, row, reason);
    return { outcome: "QUARANTINED" };
  }

  /**
   * Settles the first open report up to this one. One that came earlier and is not applied yet, since its workflow is
   * behind, is no gap: however long the workers were away, what is stored goes in sequence.
   */
  async #settleNext(
    tx: Tx,
    order: LockedOrder,
    row: ConfirmationRow,
    profile: PlantProfile,
    isGapWaitOver: boolean,
  ): Promise<Round> {
    const lastApplied = order.appliedSequence[row.clientId] ?? 0;
    const first = (await lockPredecessor(tx, row, lastApplied)) ?? row;
    const place = judgeSequence(first.sequence, lastApplied, await countStoredBetween(tx, first, lastApplied));
    if (place === "GAP" && !isGapWaitOver) return await this.#wait(tx, row, profile);
    if (place === "GAP" && profile.execution.onGap === "PARK") {
      return await this.#park(tx, row, [gapFinding(row, lastApplied)]);
    }
    const isOutOfOrder = place !== "IN_SEQUENCE";
    if (first.id === row.id) return await this.#applyOne(tx, order, row, profile, isOutOfOrder);
    try {
      await this.#applyOne(tx, order, first, profile, isOutOfOrder);
      return undefined;
    } catch (cause) {
      throw new PredecessorError(first.id, cause);
    }
  }

  async #wait(tx: Tx, row: ConfirmationRow, profile: PlantProfile): Promise<ApplyOutcome> {
    await this.moves.wait(tx, row);
    const waitedMs = this.clock.now().getTime() - row.recordedAt.getTime();
    return { outcome: "WAITING", waitMs: Math.max(0, profile.execution.gapWaitSeconds * 1000 - waitedMs) };
  }

  async #applyOne(
    tx: Tx,
    order: LockedOrder,
    row: ConfirmationRow,
    profile: PlantProfile,
    isOutOfOrder: boolean,
  ): Promise<ApplyOutcome> {
    const context = await this.contexts.load(tx, order, profile);
    const lastApplied = order.appliedSequence[row.clientId] ?? 0;
    const findings = await this.#judge(tx, context, row);
    if (findings.some((finding) => finding.severity === "ERROR")) {
      const outcome = await this.#park(tx, row, findings);
      await wakeFollower(tx, row, lastApplied);
      return outcome;
    }
    await this.moves.apply(tx, row, findings, isOutOfOrder);
    await this.effects.apply(tx, context, row);
    await wakeFollower(tx, row, Math.max(lastApplied, row.sequence ?? 0));
    return { outcome: "APPLIED" };
  }

  async #judge(tx: Tx, context: ExecutionContext, { document }: ConfirmationRow): Promise<readonly Finding[]> {
    const { order } = context;
    if (order.state === "HELD") return [await this.guard.held(tx, context, document)];
    if (!isWorkable(order)) return [stateFinding(order)];
    return [...checkConfirmation(document, context), ...(await this.guard.check(tx, context, document))];
  }

  async #park(tx: Tx, row: ConfirmationRow, findings: readonly Finding[]): Promise<ApplyOutcome> {
    const error = findings.find((finding) => finding.severity === "ERROR");
    const detail = error === undefined ? {} : { detail: error.message };
    await this.moves.park(tx, row, problemOf(error?.code ?? ""), { ...detail, errors: findings });
    return { outcome: "PARKED" };
  }
}

const isWorkable = (order: LockedOrder): boolean => ["READY", "RUNNING", "SUSPENDED"].includes(order.state);

function stateFinding({ plantCode, orderNumber, state }: LockedOrder): Finding {
  const fix = "Reopen the order, or discard the report.";
  const message = `Order ${plantCode}/${orderNumber} is ${state}.`;
  return { code: "ORDER_CLOSED", severity: "ERROR", check: "execution", message, pointer: "", fix };
}

function gapFinding(row: ConfirmationRow, lastApplied: number): Finding {
  const message = `Sequence ${row.sequence} came, one between ${lastApplied} and it did not, and the wait for it is over.`;
  const fix = "Count without gaps; the plant setting execution.onGap decides what becomes of reports behind a gap.";
  return { code: "SEQUENCE_CONFLICT", severity: "ERROR", check: "sequence", message, pointer: "/sequence", fix };
}
