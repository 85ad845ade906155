import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { EventIntent, Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { OrderState } from "../states.js";
import type { CommandedOrder, StoredCommand } from "./commanded-order.js";

const MOVE = `
  UPDATE il.production_order SET state = $3, held_from = NULL, open_reasons = '[]', version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

/** Moves an order because somebody wanted it: state, audit entry and events in one transaction. */
export class MoveOrder {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
  ) {}

  /** @param event name of the event that tells of the command itself; undefined when the change of state says it all */
  async run(tx: Tx, order: CommandedOrder, command: StoredCommand, state: OrderState, event?: string): Promise<void> {
    await tx.query(MOVE, [order.plantCode, order.orderNumber, state]);
    await this.record(tx, order, command, { state });
    const head = headOf(order, command);
    const change = { state, previousState: order.state, syncState: order.syncState };
    const told: EventIntent[] = event === undefined ? [] : [{ ...head, name: event, data: endOf(order, command) }];
    await this.outbox.append(tx, [...told, { ...head, name: "production-order.state-changed", data: change }]);
  }

  /** The audit entry of a command that was carried out. */
  async record(tx: Tx, order: CommandedOrder, command: StoredCommand, after: object): Promise<void> {
    const { reason, reasonCode } = command.document;
    const why = [reasonCode, reason].filter((part) => part !== undefined).join(": ");
    await this.audit.append(tx, [
      {
        actor: command.clientId,
        action: `order:${command.command.toLowerCase()}`,
        resourceType: "production-order",
        resourceId: order.id,
        plantCode: order.plantCode,
        correlationId: command.correlationId,
        traceparent: command.traceparent,
        before: { state: order.state, syncState: order.syncState },
        after: { ...after, commandId: command.id },
        ...(why === "" ? {} : { reason: why }),
      },
    ]);
  }
}

function headOf(
  { plantCode, orderNumber }: CommandedOrder,
  { correlationId, traceparent }: StoredCommand,
): Omit<EventIntent, "name" | "data"> {
  return { plantCode, orderNumber, correlationId, traceparent, latencyClass: "RT" };
}

/** ProductionOrderEnded of contracts/schemas/events.yaml. */
function endOf({ state, revision, dispatchId }: CommandedOrder, { document }: StoredCommand): EventIntent["data"] {
  const dispatch = dispatchId === null ? {} : { dispatchId };
  return { previousState: state, revision, ...dispatch, ...document };
}
