import type { PostingLedger } from "../../delivery/public.js";
import type { RecordConfirmedMovements, VarianceLevel } from "../../movements/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { CompleteOrder } from "./complete-order.js";
import type { ComponentConsumption } from "./component-consumption.js";
import type { ExecutionContext } from "./checks/execution-context.js";
import { postingsOf } from "./confirmation-postings.js";
import { isFinal } from "../confirmation-report.js";
import type { ConfirmedLots } from "./confirmed-lots.js";
import type { ConfirmationRow } from "./confirmation-row.js";
import { confirmationEvent, operationPath, orderStateAfter } from "./confirmation-transitions.js";
import { exactDecimal, inOrderUnit } from "./in-order-unit.js";
import { laborEvent } from "./labor-event.js";
import { postingDateOf } from "./posting-date.js";

const SET_OPERATION_STATE = `
  UPDATE il.order_operation SET state = $4 WHERE plant_code = $1 AND order_number = $2 AND operation_number = $3`;

const ADD_OPERATION_TOTALS = `
  UPDATE il.order_operation SET yield = yield + $4::numeric, scrap = scrap + $5::numeric, rework = rework + $6::numeric,
    is_final = is_final OR $7
  WHERE plant_code = $1 AND order_number = $2 AND operation_number = $3`;

/** The yield of an order is that of its last operation; scrap and rework add up over all of them. */
const UPDATE_ORDER = `
  UPDATE il.production_order SET state = $3, yield = yield + $4::numeric, scrap = scrap + $5::numeric,
    rework = rework + $6::numeric, version = version + 1, updated_at = now(),
    applied_sequence = CASE WHEN $7::int IS NULL THEN applied_sequence
      ELSE (applied_sequence::jsonb || jsonb_build_object($8::text, greatest($7::int, coalesce((applied_sequence ->> $8)::int, 0))))::json END
  WHERE plant_code = $1 AND order_number = $2`;

const ADD_ISSUED = `
  UPDATE il.order_component SET issued = issued + $4::numeric
  WHERE plant_code = $1 AND order_number = $2 AND component_line = $3`;

/** What consumed and produced material leads to besides its postings. */
export interface MaterialEffects {
  readonly movements: RecordConfirmedMovements;
  readonly consumption: ComponentConsumption;
  readonly lots: ConfirmedLots;
}

/** Writes what an applied report changes: totals, states, postings and events. */
export class ConfirmationEffects {
  constructor(
    private readonly ledger: PostingLedger,
    private readonly completion: CompleteOrder,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly material: MaterialEffects,
  ) {}

  async apply(tx: Tx, context: ExecutionContext, row: ConfirmationRow): Promise<void> {
    await this.#advanceOperation(tx, context, row);
    await this.#advanceOrder(tx, context, row);
    const variance = await this.#addIssued(tx, context, row);
    await this.material.lots.record(tx, context, row);
    const postingCount = await this.#post(tx, context, row, variance);
    if (postingCount === 0) await settleOperation(tx, row.operationId, "SUCCEEDED");
    await this.completion.tryComplete(tx, row.plantCode, row.orderNumber);
  }

  async #advanceOperation(tx: Tx, context: ExecutionContext, { document: report }: ConfirmationRow): Promise<void> {
    const { order, operations } = context;
    const operation = operations.find((candidate) => candidate.operationNumber === report.operationNumber);
    if (operation === undefined) throw new Error("the checks let an unknown operation pass");
    const key = [order.plantCode, order.orderNumber, report.operationNumber];
    for (const state of operationPath(operation.state, report)) await tx.query(SET_OPERATION_STATE, [...key, state]);
    const amounts = [report.yield, report.scrap, report.rework].map((quantity) => inOrderUnit(context, quantity));
    await tx.query(ADD_OPERATION_TOTALS, [...key, ...amounts, isFinal(report)]);
  }

  async #advanceOrder(tx: Tx, context: ExecutionContext, row: ConfirmationRow): Promise<void> {
    const { order, operations } = context;
    const report = row.document;
    const others = operations.filter((operation) => operation.operationNumber !== report.operationNumber);
    const isAnyRunning = report.kind !== "PAUSE" || others.some((operation) => operation.state === "RUNNING");
    const state = orderStateAfter(order.state, report, isAnyRunning);
    const isLast = operations.at(-1)?.operationNumber === report.operationNumber;
    const { plantCode, orderNumber } = order;
    await tx.query(UPDATE_ORDER, [
      plantCode,
      orderNumber,
      state,
      isLast ? inOrderUnit(context, report.yield) : "0",
      inOrderUnit(context, report.scrap),
      inOrderUnit(context, report.rework),
      row.sequence,
      row.clientId,
    ]);
    await this.#tell(tx, context, row, state);
  }

  async #tell(tx: Tx, { order, operations }: ExecutionContext, row: ConfirmationRow, state: string): Promise<void> {
    const { plantCode, orderNumber, correlationId, traceparent, document: report } = row;
    const head = { plantCode, orderNumber, correlationId, traceparent };
    const operation = operations.find((candidate) => candidate.operationNumber === report.operationNumber);
    const isRealTime = report.kind === "COMPLETE" || operation?.isMilestone === true;
    const data = { confirmationId: row.id, report, state: "APPLIED" };
    await this.outbox.append(tx, [
      { ...head, name: confirmationEvent(report), latencyClass: isRealTime ? "RT" : "NRT", data },
      ...laborEvent(row),
    ]);
    if (state === order.state) return;
    const change = { state, previousState: order.state, syncState: order.syncState };
    await this.outbox.append(tx, [
      { ...head, name: "production-order.state-changed", latencyClass: "RT", data: change },
    ]);
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: "order:advance",
        resourceType: "production-order",
        resourceId: order.id,
        plantCode,
        correlationId,
        before: { state: order.state },
        after: { state, confirmationId: row.id },
      },
    ]);
  }

  async #addIssued(
    tx: Tx,
    { order, components, convert, profile }: ExecutionContext,
    row: ConfirmationRow,
  ): Promise<VarianceLevel> {
    for (const { componentLine, quantity } of row.document.consumption ?? []) {
      const component = components.find((candidate) => candidate.componentLine === componentLine);
      if (component === undefined) throw new Error("the checks let an unknown component line pass");
      const amount = exactDecimal(convert(quantity, component.unit, component.materialNumber));
      await tx.query(ADD_ISSUED, [order.plantCode, order.orderNumber, componentLine, amount]);
    }
    const lines = new Set((row.document.consumption ?? []).map(({ componentLine }) => componentLine));
    return await this.material.consumption.judge(tx, order, [...lines], profile, row);
  }

  async #post(tx: Tx, context: ExecutionContext, row: ConfirmationRow, variance: VarianceLevel): Promise<number> {
    const { order, operations, profile } = context;
    const { isMilestone = false } =
      operations.find((operation) => operation.operationNumber === row.document.operationNumber) ?? {};
    const postings = postingsOf(row.document, context, postingDateOf(row.document, profile.timeZone));
    await this.ledger.enqueue(
      tx,
      postings.map((document) => ({
        plantCode: order.plantCode,
        orderNumber: order.orderNumber,
        destination: profile.systems.erp.name,
        kind: document.kind,
        sourceId: row.id,
        operationId: row.operationId,
        document,
        correlationId: row.correlationId,
        traceparent: row.traceparent,
        isMilestone,
        variance: document.kind === "ISSUE_TO_ORDER" ? variance : "NONE",
      })),
      profile,
    );
    const { clientId, correlationId, documentHash, id: confirmationId, operationId, traceparent } = row;
    const { orderNumber, plantCode } = order;
    const source = { confirmationId, plantCode, orderNumber, clientId, operationId, documentHash };
    await this.material.movements.record(tx, { ...source, correlationId, traceparent }, postings);
    return postings.length;
  }
}
