import type { PostingDocument } from "../../connectors/public.js";
import type { PostingLedger, ReversiblePosting } from "../../delivery/public.js";
import type { RecordLotTransfers } from "../../genealogy/public.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { MovementLine } from "../movement.js";
import type { MovementOrderAccess } from "../movement-orders.js";
import type { MovementContext } from "./checks/movement-context.js";
import { type VarianceLevel, highestLevel } from "../variance/compute-variance.js";
import { movedLotsOf, transferOf } from "./moved-lots.js";
import { movementEvent } from "./movement-event.js";
import { postingOf, totalIn } from "./movement-posting.js";
import type { MovementRow } from "./movement-row.js";

/** Writes what an applied movement changes: consumption and lots of its order, its posting and its event. */
export class MovementEffects {
  constructor(
    private readonly ledger: PostingLedger,
    private readonly access: MovementOrderAccess,
    private readonly outbox: Outbox,
    private readonly transfers: Pick<RecordLotTransfers, "record" | "reverse">,
  ) {}

  async write(tx: Tx, row: MovementRow, context: MovementContext): Promise<void> {
    const levels: VarianceLevel[] = [];
    for (const line of row.document.lines) levels.push(await this.#addIssued(tx, row, line, context));
    await this.#traceLots(tx, row, context);
    await this.#traceTransfer(tx, row);
    await this.#post(tx, row, context, highestLevel(levels));
    await this.outbox.append(tx, [movementEvent(row)]);
  }

  async #addIssued(tx: Tx, row: MovementRow, line: MovementLine, context: MovementContext): Promise<VarianceLevel> {
    const { movementType, orderNumber } = row.document;
    const component = context.order?.components.find(({ componentLine }) => componentLine === line.componentLine);
    const isIssue = movementType === "ISSUE_TO_ORDER";
    if (component === undefined || orderNumber === undefined || !(isIssue || movementType === "RETURN_TO_STOCK"))
      return "NONE";
    const amount = totalIn(component.unit, [line], context);
    // What takes an issue back returns, and what takes a return back issues.
    const isAdded = isIssue !== context.isReversal;
    const { componentLine } = component;
    const { correlationId, plantCode, traceparent } = row;
    const issue = { plantCode, orderNumber, componentLine, amount: isAdded ? amount : `-${amount}` };
    return await this.access.orders.addIssued(tx, { ...issue, correlationId, traceparent }, context.profile);
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

  async #traceTransfer(tx: Tx, row: MovementRow): Promise<void> {
    const transfer = transferOf(row);
    if (transfer === undefined) return;
    if (row.reverses === null) await this.transfers.record(tx, transfer, row);
    else await this.transfers.reverse(tx, transfer, row);
  }

  async #post(tx: Tx, row: MovementRow, context: MovementContext, variance: VarianceLevel): Promise<void> {
    const { correlationId, laneKey: orderNumber, operationId, plantCode, traceparent } = row;
    const taken = row.reverses === null ? [] : await this.ledger.takeBack(tx, { plantCode, orderNumber }, row.reverses);
    const document = takingBack(postingOf(row.document, context, orderNumber), taken[0]);
    const head = { plantCode, orderNumber, correlationId, traceparent };
    const destination = context.profile.systems.erp.name;
    const posting = { ...head, destination, kind: document.kind, sourceId: row.id, operationId, document, variance };
    const aggregateIds = taken.flatMap(({ aggregateId }) => aggregateId ?? []);
    const reversal = { sourceId: row.reverses ?? "", aggregateIds };
    await this.ledger.enqueueReversal(tx, [posting], reversal, context.profile);
  }
}

/** The document that takes another one back names it, and says all that it says where it was put together with others. */
function takingBack(document: PostingDocument, taken: ReversiblePosting | undefined): PostingDocument {
  if (taken === undefined) return document;
  const reversesKey = taken.externalKey;
  if (taken.aggregateId === undefined) return { ...document, reversesKey };
  const { items = [], orderAmount } = taken.document;
  const amount = orderAmount === undefined ? {} : { orderAmount: { ...orderAmount, value: `-${orderAmount.value}` } };
  return { ...document, items, ...amount, reversesKey };
}
