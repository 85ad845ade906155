import assert from "node:assert/strict";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import type { Answer } from "../gateway/gateway-client.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import { BASE, type Json, orderDocument, reportDocument } from "./documents.js";

const ids = new UlidFactory(systemClock);

/** An accepted request and what it made. */
export interface Accepted {
  readonly orderNumber: string;
  readonly operationId: string;
  /** Address of the resource that the operation is about. */
  readonly resource: string;
  readonly answer: Answer;
}

export async function releaseOrder(gateway: TestGateway, changes: Json = {}): Promise<Accepted> {
  const body = orderDocument(changes);
  const answer = await gateway.client.send(`POST ${BASE}/orders`, { as: "erp", body });
  return accepted(body.orderNumber, answer);
}

export async function reportExecution(
  gateway: TestGateway,
  orderNumber: string,
  changes: Json = {},
): Promise<Accepted> {
  const body = reportDocument(changes);
  const target = `POST ${BASE}/orders/P100/${orderNumber}/confirmations`;
  return accepted(orderNumber, await gateway.client.send(target, { as: "mes", body }));
}

function accepted(orderNumber: string, answer: Answer): Accepted {
  assert.ok(answer.status === 200 || answer.status === 202, JSON.stringify(answer.body));
  return { orderNumber, operationId: String(answer.body["id"]), resource: String(answer.body["resource"]), answer };
}

/** A gateway without a worker: the test brings the order to the MES in its place. @returns the dispatch's id */
export async function dispatchInPlaceOfWorker({ database }: TestGateway, orderNumber: string): Promise<string> {
  const dispatchId = ids.next();
  for (const state of ["VALIDATING", "VALIDATED", "DISPATCHING", "DISPATCHED"]) {
    await database.pool.query(
      "UPDATE il.production_order SET sync_state = $2, dispatch_id = $3 WHERE plant_code = 'P100' AND order_number = $1",
      [orderNumber, state, dispatchId],
    );
  }
  return dispatchId;
}

/** A gateway without a worker: the test moves the order in its place, one state after the other. */
export async function moveInPlaceOfWorker(
  { database }: TestGateway,
  orderNumber: string,
  column: string,
  states: readonly string[],
): Promise<void> {
  for (const state of states) {
    const statement = `UPDATE il.production_order SET ${column} = $2, version = version + 1
      WHERE plant_code = 'P100' AND order_number = $1`;
    await database.pool.query(statement, [orderNumber, state]);
  }
}

/** A gateway without a worker: the test applies the report in its place. @param resource address of the confirmation */
export async function applyInPlaceOfWorker({ database }: TestGateway, resource: string): Promise<void> {
  const id = resource.split("/").at(-1);
  await database.pool.query("UPDATE il.confirmation SET state = 'APPLIED', version = version + 1 WHERE id = $1", [id]);
}

/** Number of the order in an address. */
export function orderOf(target: string): string {
  const orderNumber = /\/orders\/P100\/([^/:]+)/.exec(target)?.[1];
  assert.ok(orderNumber !== undefined, target);
  return orderNumber;
}
