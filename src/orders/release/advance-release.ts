import type { Finding } from "../../kernel/finding.js";
import { canTransition } from "../../kernel/state-machine.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { refuseMootAnswers } from "./refuse-moot-answers.js";
import { type ReleaseOrder, type ReleaseReference, lockRelease } from "./release-order.js";
import { type OrderState, PRODUCTION_ORDER, PRODUCTION_ORDER_SYNC, type SyncState } from "../states.js";

/** A newer revision has taken the place of the one the workflow works on, or the order was given up; it ends quietly. */
export const SUPERSEDED = "SUPERSEDED";

/** One step of an order's way to the MES. */
export interface ReleaseMove {
  /** Audit action, such as `order:validate`. */
  readonly action: string;
  readonly syncState: SyncState;
  /** New business state; absent when it stays. */
  readonly state?: OrderState;
  readonly event?: { readonly name: string; readonly data: Readonly<Record<string, unknown>> };
  readonly checks?: readonly unknown[];
  readonly findings?: readonly Finding[];
  readonly dispatchId?: string;
  readonly dispatchAttempts?: number;
  readonly mesOrderRef?: string;
  /** Why the order does not go on; shown to whoever reads it. */
  readonly openReasons?: readonly string[];
}

const MOVE = `
  UPDATE il.production_order SET sync_state = $3, state = $4, checks = coalesce($5, checks),
    findings = coalesce($6, findings), dispatch_id = coalesce($7, dispatch_id),
    dispatch_attempts = coalesce($8, dispatch_attempts), mes_order_ref = coalesce($9, mes_order_ref),
    open_reasons = coalesce($10, open_reasons),
    version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/**
 * The only writer of syncState after acceptance. Every move is one transaction under the lock of the order's row,
 * with its audit entry and its events; the callers make each of them a no-op when it has been made before.
 */
export class AdvanceRelease {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Runs the change with the order's row locked. When the revision is no longer the order's, answers to its dispatch are
   * ended instead: the workflow that would have read them ends with this.
   */
  run<T>(
    reference: ReleaseReference,
    change: (tx: Tx, order: ReleaseOrder) => Promise<T>,
  ): Promise<T | typeof SUPERSEDED> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockRelease(tx, reference);
      if (order !== undefined) return await change(tx, order);
      await refuseMootAnswers(tx, reference);
      return SUPERSEDED;
    });
  }

  /** Writes the move and returns the order as it is after it. @throws Error on a transition that domain §3.4 lacks */
  async move(tx: Tx, order: ReleaseOrder, move: ReleaseMove): Promise<ReleaseOrder> {
    const state = move.state ?? order.state;
    refuseIllegal(order, move.syncState, state);
    await tx.query(MOVE, [
      order.plantCode,
      order.orderNumber,
      move.syncState,
      state,
      jsonOrNull(move.checks),
      jsonOrNull(move.findings),
      move.dispatchId ?? null,
      move.dispatchAttempts ?? null,
      move.mesOrderRef ?? null,
      jsonOrNull(move.openReasons),
    ]);
    await this.#record(tx, order, move, state);
    await this.#tell(tx, order, move, state);
    return {
      ...order,
      state,
      syncState: move.syncState,
      version: order.version + 1,
      dispatchId: move.dispatchId ?? order.dispatchId,
      dispatchAttempts: move.dispatchAttempts ?? order.dispatchAttempts,
    };
  }

  async #record(tx: Tx, order: ReleaseOrder, move: ReleaseMove, state: OrderState): Promise<void> {
    const { id, plantCode, correlationId, traceparent, revision } = order;
    const reason = move.openReasons?.[0];
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: move.action,
        resourceType: "production-order",
        resourceId: id,
        plantCode,
        correlationId,
        traceparent,
        before: { state: order.state, syncState: order.syncState },
        after: {
          state,
          syncState: move.syncState,
          revision,
          dispatchId: move.dispatchId,
          attempt: move.dispatchAttempts,
        },
        ...(reason === undefined ? {} : { reason }),
      },
    ]);
  }

  async #tell(tx: Tx, order: ReleaseOrder, move: ReleaseMove, state: OrderState): Promise<void> {
    const { plantCode, orderNumber, correlationId, traceparent } = order;
    const head = { plantCode, orderNumber, correlationId, traceparent, latencyClass: "RT" as const };
    if (move.event !== undefined) await this.outbox.append(tx, [{ ...head, ...move.event }]);
    if (state === order.state) return;
    const data = { state, previousState: order.state, syncState: move.syncState };
    await this.outbox.append(tx, [{ ...head, name: "production-order.state-changed", data }]);
  }
}

function refuseIllegal(order: ReleaseOrder, syncState: SyncState, state: OrderState): void {
  const isLegal =
    canTransition(PRODUCTION_ORDER_SYNC, order.syncState, syncState) &&
    (state === order.state || canTransition(PRODUCTION_ORDER, order.state, state));
  if (isLegal) return;
  const name = `${order.plantCode}/${order.orderNumber} revision ${order.revision}`;
  throw new Error(`order ${name} cannot go from ${order.state} ${order.syncState} to ${state} ${syncState}`);
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
