import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { OrderState, SyncState } from "../states.js";
import type { OrderCommandBody, OrderCommandName } from "./order-command.js";

/** An order whose row this transaction holds, as far as commands ask about it. */
export interface CommandedOrder {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly revision: number;
  /** Counts the releases of the revision. */
  readonly releaseRun: number;
  readonly state: OrderState;
  readonly syncState: SyncState;
  /** Operation status of its release. */
  readonly operationId: string;
  /** True until its release has ended, well or not. */
  readonly isReleasing: boolean;
  readonly dispatchId: string | null;
  /** True when something was confirmed, issued or received. */
  readonly hasActivity: boolean;
}

/** A command as it was accepted. */
export interface StoredCommand {
  readonly id: string;
  readonly command: OrderCommandName;
  readonly document: OrderCommandBody;
  readonly operationId: string;
  readonly operationState: "RUNNING" | "SUCCEEDED" | "FAILED" | "PARKED";
  readonly clientId: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

const LOCK = `
  SELECT o.id, o.plant_code AS "plantCode", o.order_number AS "orderNumber", o.revision, o.release_run AS "releaseRun",
    o.state, o.sync_state AS "syncState", o.operation_id AS "operationId", o.dispatch_id AS "dispatchId",
    EXISTS (SELECT 1 FROM il.operation_status s WHERE s.id = o.operation_id AND s.state = 'RUNNING') AS "isReleasing",
    o.yield + o.scrap + o.rework + o.received > 0 OR EXISTS (
      SELECT 1 FROM il.order_component c
      WHERE c.plant_code = o.plant_code AND c.order_number = o.order_number AND c.issued > 0) AS "hasActivity"
  FROM il.production_order o WHERE o.plant_code = $1 AND o.order_number = $2 FOR UPDATE OF o`;

const COMMAND = `
  SELECT c.id, c.command, c.document, c.operation_id AS "operationId", s.state AS "operationState",
    c.client_id AS "clientId", c.correlation_id AS "correlationId", c.traceparent
  FROM il.order_command c JOIN il.operation_status s ON s.id = c.operation_id WHERE c.id = $1`;

/** @throws Error when the order is missing: orders are never deleted */
export async function lockCommandedOrder(tx: Tx, plantCode: string, orderNumber: string): Promise<CommandedOrder> {
  const [order] = await tx.query<CommandedOrder>(LOCK, [plantCode, orderNumber]);
  if (order === undefined) throw new Error(`order ${plantCode}/${orderNumber} of a command does not exist`);
  return order;
}

/** @throws Error when there is no such command */
export async function readCommand(tx: Tx, id: string): Promise<StoredCommand> {
  const [command] = await tx.query<StoredCommand>(COMMAND, [id]);
  if (command === undefined) throw new Error(`command ${id} does not exist`);
  return command;
}
