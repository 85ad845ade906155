import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ReleaseOrder } from "./release-order.js";

/** A newer revision changes the plan of an operation, never its progress. */
const UPSERT_OPERATIONS = `
  INSERT INTO il.order_operation (plant_code, order_number, operation_number, sequence, work_center_code,
    confirmation_required, is_milestone)
  SELECT $1, $2, "operationNumber", sequence, "workCenterCode", coalesce("confirmationRequired", true),
    coalesce("isMilestone", false)
  FROM json_to_recordset($3) AS o("operationNumber" text, sequence int, "workCenterCode" text,
    "confirmationRequired" boolean, "isMilestone" boolean)
  ON CONFLICT (plant_code, order_number, operation_number) DO UPDATE SET sequence = EXCLUDED.sequence,
    work_center_code = EXCLUDED.work_center_code, confirmation_required = EXCLUDED.confirmation_required,
    is_milestone = EXCLUDED.is_milestone`;

const DELETE_OPERATIONS = `
  DELETE FROM il.order_operation
  WHERE plant_code = $1 AND order_number = $2 AND state IN ('WAITING', 'READY') AND operation_number <> ALL ($3)`;

const UPSERT_COMPONENTS = `
  INSERT INTO il.order_component (plant_code, order_number, component_line, operation_number, material_number, quantity,
    unit, storage_location_code, lot_required, backflush, is_by_product)
  SELECT $1, $2, "componentLine", "operationNumber", "materialNumber", (quantity ->> 'value')::numeric,
    quantity ->> 'unit', "storageLocationCode", coalesce("lotRequired", false), coalesce(backflush, false),
    coalesce("isByProduct", false)
  FROM json_to_recordset($3) AS c("componentLine" text, "operationNumber" text, "materialNumber" text, quantity json,
    "storageLocationCode" text, "lotRequired" boolean, backflush boolean, "isByProduct" boolean)
  ON CONFLICT (plant_code, order_number, component_line) DO UPDATE SET operation_number = EXCLUDED.operation_number,
    material_number = EXCLUDED.material_number, quantity = EXCLUDED.quantity, unit = EXCLUDED.unit,
    storage_location_code = EXCLUDED.storage_location_code, lot_required = EXCLUDED.lot_required,
    backflush = EXCLUDED.backflush, is_by_product = EXCLUDED.is_by_product`;

/** A line that was drawn from keeps its row: what was issued stays visible. */
const DELETE_COMPONENTS = `
  DELETE FROM il.order_component
  WHERE plant_code = $1 AND order_number = $2 AND issued = 0 AND component_line <> ALL ($3)`;

/** Brings the rows of operations and components to the document of a validated revision. */
export async function writeReleaseRows(tx: Tx, { plantCode, orderNumber, document }: ReleaseOrder): Promise<void> {
  const { operations, components } = document;
  const lines = components.map((component) => component.componentLine);
  const numbers = operations.map((operation) => operation.operationNumber);
  await tx.query(UPSERT_OPERATIONS, [plantCode, orderNumber, JSON.stringify(operations)]);
  await tx.query(DELETE_OPERATIONS, [plantCode, orderNumber, numbers]);
  await tx.query(UPSERT_COMPONENTS, [plantCode, orderNumber, JSON.stringify(components)]);
  await tx.query(DELETE_COMPONENTS, [plantCode, orderNumber, lines]);
}

const READY_OPERATIONS = `
  UPDATE il.order_operation SET state = 'READY'
  WHERE plant_code = $1 AND order_number = $2 AND state = 'WAITING' AND operation_number = ANY ($3)`;

/** Lets operations begin that have not begun. */
export async function readyOperations(tx: Tx, order: ReleaseOrder, operationNumbers: readonly string[]): Promise<void> {
  await tx.query(READY_OPERATIONS, [order.plantCode, order.orderNumber, operationNumbers]);
}
