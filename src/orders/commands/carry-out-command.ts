import type { PostingReads } from "../../delivery/public.js";
import { type ProblemDefinition, type ProblemDetails, toProblem } from "../../kernel/problem.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { orderProblems } from "../problems.js";
import { refuseMootAnswers } from "../release/refuse-moot-answers.js";
import { refuseCommand, type CommandRefusal } from "./command-refusal.js";
import { type CommandedOrder, lockCommandedOrder, readCommand, type StoredCommand } from "./commanded-order.js";
import type { MoveOrder } from "./move-order.js";
import type { RepeatRelease } from "./repeat-release.js";

/** Names of one accepted command. */
export interface CommandReference {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly commandId: string;
}

/** What is under way in an order that is aborted ends with it; what waits was never begun. */
const ABORT_OPERATIONS = `
  UPDATE il.order_operation SET state = 'ABORTED'
  WHERE plant_code = $1 AND order_number = $2 AND state IN ('RUNNING', 'PAUSED')`;

const FAILED = "Carrying out the command failed inside Interlock; the log has the cause under the correlation id.";

/** Carries out commands on orders, one order at a time under the lock of its row (domain §3.4). */
export class CarryOutCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moves: MoveOrder,
    private readonly releases: RepeatRelease,
    private readonly postings: PostingReads,
  ) {}

  /** Idempotent: a command that was carried out or refused stays so. */
  run({ plantCode, orderNumber, commandId }: CommandReference): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockCommandedOrder(tx, plantCode, orderNumber);
      const command = await readCommand(tx, commandId);
      const isDone = command.operationState !== "RUNNING" || order.operationId === command.operationId;
      if (isDone) return;
      const refusal = refuseCommand(order, command.command) ?? (await this.#refuseOpenPostings(tx, order, command));
      if (refusal !== undefined) await fail(tx, order, command, refusal.definition, { detail: refusal.detail });
      else await this.#apply(tx, order, command);
    });
  }

  /** Ends a command whose workflow failed for good. */
  abandon({ plantCode, orderNumber, commandId }: CommandReference): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockCommandedOrder(tx, plantCode, orderNumber);
      await fail(tx, order, await readCommand(tx, commandId), orderProblems.WORK_FAILED, { detail: FAILED });
    });
  }

  async #apply(tx: Tx, order: CommandedOrder, command: StoredCommand): Promise<void> {
    switch (command.command) {
      case "CANCEL":
        await this.moves.run(tx, order, command, "CANCELLED", "production-order.cancelled");
        await endRelease(tx, order, command, "cancelled");
        break;
      case "CLOSE":
        await this.moves.run(tx, order, command, "CLOSED", "production-order.closed");
        break;
      case "REOPEN":
        await this.moves.run(tx, order, command, "COMPLETED");
        break;
      case "ABORT":
        await tx.query(ABORT_OPERATIONS, [order.plantCode, order.orderNumber]);
        await this.moves.run(tx, order, command, "ABORTED");
        await endRelease(tx, order, command, "aborted");
        break;
      case "REVALIDATE":
        return await this.releases.run(tx, order, command, "VALIDATING");
      case "REDISPATCH":
        return await this.releases.run(tx, order, command, "DISPATCH_FAILED");
    }
    await settleOperation(tx, command.operationId, "SUCCEEDED");
  }

  /** An order is closed in the ERP's books; what still has to get into them would find it closed. */
  async #refuseOpenPostings(
    tx: Tx,
    { plantCode, orderNumber }: CommandedOrder,
    { command }: StoredCommand,
  ): Promise<CommandRefusal | undefined> {
    if (command !== "CLOSE") return undefined;
    const open = await this.postings.openOfOrder(tx, plantCode, orderNumber);
    if (open.length === 0) return undefined;
    const list = open.map(({ kind, state, count }) => `${count} ${kind} ${state}`).join(", ");
    const detail = `Order ${plantCode}/${orderNumber} has postings that are not in the ERP yet: ${list}. Close it when they are.`;
    return { definition: orderProblems.ORDER_STATE_CONFLICT, detail };
  }
}

/** A release that is under way ends; the workflow finds the order over and stops. */
async function endRelease(tx: Tx, order: CommandedOrder, command: StoredCommand, verb: string): Promise<void> {
  const { plantCode, orderNumber } = order;
  const detail = `Order ${plantCode}/${orderNumber} was ${verb} before its release had ended.`;
  const problem = toProblem(orderProblems.ORDER_CLOSED, { plantCode, detail }, command.correlationId);
  await settleOperation(tx, order.operationId, "FAILED", problem);
  await refuseMootAnswers(tx, order);
}

async function fail(
  tx: Tx,
  { plantCode }: CommandedOrder,
  { operationId, correlationId }: StoredCommand,
  definition: ProblemDefinition,
  details: ProblemDetails,
): Promise<void> {
  await settleOperation(tx, operationId, "FAILED", toProblem(definition, { plantCode, ...details }, correlationId));
}
