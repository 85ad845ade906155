import type { Pool } from "pg";
import type { UlidFactory } from "../../kernel/ulid.js";
import { type AcceptRequest, type AcceptResult, AcceptWriter } from "../../platform/accept/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import { ACCEPT_ACKNOWLEDGEMENTS } from "./accept-acknowledgement.statement.js";
import { ACCEPT_CONFIRMATIONS } from "./accept-confirmation.statement.js";
import { ACCEPT_ORDERS } from "./accept-order.statement.js";
import { type OrderWrite, toAcceptRequest } from "./order-write.js";

/** The columns of an order that lists and guards need. */
export interface OrderColumns {
  readonly revision: number;
  readonly materialNumber: string;
  readonly quantity: string;
  readonly unit: string;
  readonly ifMatch: number | undefined;
}

/** Durable accept of everything that others report about orders. */
export class AcceptOrders {
  readonly #orders: AcceptWriter<typeof ACCEPT_ORDERS.columns>;
  readonly #acknowledgements: AcceptWriter<typeof ACCEPT_ACKNOWLEDGEMENTS.columns>;
  readonly #confirmations: AcceptWriter<typeof ACCEPT_CONFIRMATIONS.columns>;

  constructor(
    pool: Pool,
    private readonly ids: UlidFactory,
    private readonly outbox: Outbox,
    audit: AuditLog,
  ) {
    this.#orders = new AcceptWriter(pool, ids, audit, "accept-orders", ACCEPT_ORDERS);
    this.#acknowledgements = new AcceptWriter(pool, ids, audit, "accept-acknowledgements", ACCEPT_ACKNOWLEDGEMENTS);
    this.#confirmations = new AcceptWriter(pool, ids, audit, "accept-confirmations", ACCEPT_CONFIRMATIONS);
  }

  /** @param changed members that a change names; undefined for an order that is released as a whole */
  async release(
    request: OrderWrite,
    columns: OrderColumns,
    changed?: readonly [string, ...string[]],
  ): Promise<AcceptResult> {
    const data = changed === undefined ? {} : { changed };
    const { event_id, type, event } = this.outbox.row({
      name: changed === undefined ? "production-order.released" : "production-order.changed",
      plantCode: request.plantCode,
      orderNumber: request.orderNumber,
      latencyClass: "RT",
      correlationId: request.correlationId,
      traceparent: request.traceparent,
      data,
    });
    this.outbox.check(() => ({ ...event, data: { ...data, order: JSON.parse(request.document) as unknown } }));
    const row = {
      order_number: request.orderNumber,
      event_id,
      event_type: type,
      event_head: headOf(event),
      revision: columns.revision,
      if_match: columns.ifMatch,
      material_number: columns.materialNumber,
      quantity: columns.quantity,
      unit: columns.unit,
    };
    const result = await this.#orders.accept(toAcceptRequest(request), this.ids.next(), row);
    if (result.verdict === "ACCEPTED") this.outbox.tell();
    return result;
  }

  acknowledge(
    request: OrderWrite,
    dispatchId: string,
    result: "ACK" | "NACK",
    ifMatch: number | undefined,
  ): Promise<AcceptResult> {
    return this.#acknowledgements.accept(toAcceptRequest(request), this.ids.next(), {
      order_number: request.orderNumber,
      dispatch_id: dispatchId,
      result,
      if_match: ifMatch,
    });
  }

  /** @param confirmationId id of the new confirmation, which is also part of its address */
  confirm(
    request: OrderWrite,
    confirmationId: string,
    columns: { operationNumber: string; sequence: number | undefined; kind: string },
  ): Promise<AcceptResult> {
    const row = {
      order_number: request.orderNumber,
      operation_number: columns.operationNumber,
      sequence: columns.sequence,
      kind: columns.kind,
    };
    return this.#confirmations.accept(toReportRequest(request, columns.sequence), confirmationId, row);
  }
}

/**
 * Numbered reports are judged by their number alone, so those of one order may share a statement: a plant that was
 * offline sends hundreds at once. Reports without a number are applied as they came, and wait for each other.
 */
function toReportRequest(request: OrderWrite, sequence: number | undefined): AcceptRequest {
  const whole = toAcceptRequest(request);
  if (sequence === undefined) return whole;
  return { ...whole, lockKey: `${whole.lockKey}/${request.clientId}/${sequence}` };
}

/** The event up to its order, which the statement puts there as text, so it is neither sent nor parsed twice. */
function headOf(event: { readonly data: Readonly<Record<string, unknown>> }): string {
  const text = JSON.stringify(event).slice(0, -"}}".length);
  return Object.keys(event.data).length === 0 ? text : `${text},`;
}
