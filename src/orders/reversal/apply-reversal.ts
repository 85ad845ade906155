import { deliveryProblems } from "../../delivery/public.js";
import type { RowSource } from "../../genealogy/public.js";
import type { Finding } from "../../kernel/finding.js";
import { type ProblemDefinition, type ProblemDetails, toProblem } from "../../kernel/problem.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type ConfirmationRow, lockConfirmation, markConfirmation } from "../execution/confirmation-row.js";
import type { ExecutionContextLoader } from "../execution/execution-context-loader.js";
import { type LockedOrder, lockOrder } from "../order-lock.js";
import { orderProblems } from "../problems.js";
import { findDependents } from "./find-dependents.js";
import type { ReversalEffects } from "./reversal-effects.js";

/** Names of one accepted reversal. */
export interface ReversalReference {
  readonly plantCode: string;
  readonly orderNumber: string;
  /** Of the reversal, not of what it takes back. */
  readonly confirmationId: string;
}

interface Refusal {
  readonly definition: ProblemDefinition;
  readonly details: ProblemDetails & { readonly errors?: readonly Finding[] };
}

const ENDED = ["CLOSED", "CANCELLED", "ABORTED"];
const FAILED = "Applying the reversal failed inside Interlock; the log has the cause under the correlation id.";

/** Takes confirmations back, under the lock of their order's row (domain §5(f)). */
export class ApplyReversal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contexts: ExecutionContextLoader,
    private readonly effects: ReversalEffects,
  ) {}

  /** Idempotent: a reversal that was applied or refused stays so. */
  async run({ plantCode, orderNumber, confirmationId }: ReversalReference): Promise<void> {
    // Before the transaction: whoever holds a connection and waits for a second one can stop all workers at once.
    const profile = await this.contexts.profile(plantCode);
    if (profile === undefined) throw new Error(`plant ${plantCode} of an applied confirmation has no profile`);
    await this.unitOfWork.run(async (tx) => {
      const order = await lockOrder(tx, plantCode, orderNumber);
      const { reversal, original } = await lockPair(tx, confirmationId);
      if (order === undefined) throw new Error(`order ${plantCode}/${orderNumber} of a reversal does not exist`);
      if (reversal.state !== "RECEIVED") return;
      const refusal = await refuse(tx, order, original);
      if (refusal !== undefined) return await park(tx, reversal, refusal);
      const context = await this.contexts.load(tx, order, profile);
      await this.effects.apply(tx, context, reversal, original);
    });
  }

  /** Ends a reversal whose workflow failed for good; it has changed nothing. */
  abandon({ plantCode, orderNumber, confirmationId }: ReversalReference): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await lockOrder(tx, plantCode, orderNumber);
      const { reversal } = await lockPair(tx, confirmationId);
      if (reversal.state !== "RECEIVED") return;
      await park(tx, reversal, { definition: orderProblems.WORK_FAILED, details: { detail: FAILED } });
    });
  }
}

async function lockPair(
  tx: Tx,
  confirmationId: string,
): Promise<{ reversal: ConfirmationRow; original: ConfirmationRow }> {
  const reversal = await lockConfirmation(tx, confirmationId);
  const reverses = reversal?.reverses ?? undefined;
  const original = reverses === undefined ? undefined : await lockConfirmation(tx, reverses);
  if (reversal === undefined || original === undefined) throw new Error(`there is no reversal ${confirmationId}`);
  return { reversal, original };
}

/** The accept statement has asked the same; between the two the plant works on. */
async function refuse(tx: Tx, order: LockedOrder, original: ConfirmationRow): Promise<Refusal | undefined> {
  if (ENDED.includes(order.state)) {
    const detail = `Order ${order.plantCode}/${order.orderNumber} is ${order.state}; reopen it first.`;
    return { definition: orderProblems.ORDER_CLOSED, details: { detail } };
  }
  const source: RowSource = (statement, values) => tx.query(statement, [...values]);
  const { material, lotNumber } = order.document;
  const target = { report: original.document, materialNumber: material.number, lotNumber: lotNumber ?? null };
  const dependents = await findDependents(source, target);
  if (dependents.length === 0) return undefined;
  const detail = `${dependents.length} later confirmation${dependents.length === 1 ? " rests" : "s rest"} on it; reverse those first.`;
  return { definition: deliveryProblems.REVERSAL_NOT_POSSIBLE, details: { detail, errors: dependents } };
}

/** PARKED frees the way for another reversal; the operation has failed, since nobody will apply this one. */
async function park(tx: Tx, reversal: ConfirmationRow, { definition, details }: Refusal): Promise<void> {
  const { id, plantCode, operationId, correlationId } = reversal;
  const findings = details.errors ?? [];
  await markConfirmation(tx, id, "PARKED", { reason: definition.code, findings });
  await settleOperation(tx, operationId, "FAILED", toProblem(definition, { plantCode, ...details }, correlationId));
}
