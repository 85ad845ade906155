import type { PostingLedger } from "../../delivery/public.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { MovementLine } from "../movement.js";
import type { MovementOrderAccess } from "../movement-orders.js";
import type { MovementContext } from "./checks/movement-context.js";
import { movedLotsOf } from "./moved-lots.js";
import { movementEvent } from "./movement-event.js";
import { postingOf, totalIn } from "./movement-posting.js";
import type { MovementRow } from "./movement-row.js";

/** Writes what an applied movement changes: consumption and lots of its order, its posting and its event. */
export class MovementEffects {
  constructor(
    private readonly ledger: PostingLedger,
    private readonly access: MovementOrderAccess,
    private readonly outbox: Outbox,
  ) {}

  async write(tx: Tx, row: MovementRow, context: MovementContext): Promise<void> {
    for (const line of row.document.lines) await this.#addIssued(tx, row, line, context);
    await this.#traceLots(tx, row, context);
    await this.#post(tx, row, context);
    await this.outbox.append(tx, [movementEvent(row)]);
  }

  async #addIssued(tx: Tx, row: MovementRow, line: MovementLine, context: MovementContext): Promise<void> {
    const { movementType, orderNumber } = row.document;
    const component = context.order?.components.find(({ componentLine }) => componentLine === line.componentLine);
    const isIssue = movementType === "ISSUE_TO_ORDER";
    if (component === undefined || orderNumber === undefined || !(isIssue || movementType === "RETURN_TO_STOCK"))
      return;
    const amount = totalIn(component.unit, [line], context);
    // What takes an issue back returns, and what takes a return back issues.
    const isAdded = isIssue !== context.isReversal;
    const { componentLine } = component;
    const { correlationId, plantCode, traceparent } = row;
    const issue = { plantCode, orderNumber, componentLine, amount: isAdded ? amount : `-${amount}` };
    await this.access.orders.addIssued(tx, { ...issue, correlationId, traceparent }, context.profile);
  }

  async #traceLots(tx: Tx, row: MovementRow, { order, profile }: MovementContext): Promise<void> {
    if (order === undefined) return;
    const moved = movedLotsOf(row, order);
    const { reverses } = row;
    if (reverses === null) {
      for (const lots of moved) await this.access.orders.recordLots(tx, lots, profile);
      return;
    }
    const [first] = moved;
    if (first !== undefined) await this.access.orders.reverseLots(tx, first, reverses);
  }

  #post(tx: Tx, row: MovementRow, context: MovementContext): Promise<void> {
    const document = postingOf(row.document, context, row.laneKey);
    return this.ledger.enqueue(tx, [
      {
        plantCode: row.plantCode,
        orderNumber: row.laneKey,
        destination: context.profile.systems.erp.name,
        kind: document.kind,
        sourceId: row.id,
        operationId: row.operationId,
        document,
        correlationId: row.correlationId,
        traceparent: row.traceparent,
      },
    ]);
  }
}
