import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { isFinal } from "../confirmation-report.js";
import type { ExecutionContext } from "../execution/checks/execution-context.js";
import type { ConfirmationRow } from "../execution/confirmation-row.js";
import { exactDecimal, inOrderUnit } from "../execution/in-order-unit.js";

const SUBTRACT_OPERATION = `
  UPDATE il.order_operation SET yield = yield - $4::numeric, scrap = scrap - $5::numeric, rework = rework - $6::numeric
  WHERE plant_code = $1 AND order_number = $2 AND operation_number = $3`;

/** COMPLETED → RUNNING (domain §3.4, Operation.state). */
const REOPEN_OPERATION = `
  UPDATE il.order_operation SET is_final = false, state = CASE state WHEN 'COMPLETED' THEN 'RUNNING' ELSE state END
  WHERE plant_code = $1 AND order_number = $2 AND operation_number = $3`;

const SUBTRACT_ORDER = `
  UPDATE il.production_order SET yield = yield - $3::numeric, scrap = scrap - $4::numeric, rework = rework - $5::numeric,
    version = version + 1, updated_at = now()
  WHERE plant_code = $1 AND order_number = $2`;

const SUBTRACT_ISSUED = `
  UPDATE il.order_component SET issued = issued - $4::numeric
  WHERE plant_code = $1 AND order_number = $2 AND component_line = $3`;

/** Takes the amounts of an applied report off its operation, its order and its components. */
export async function subtractReport(tx: Tx, context: ExecutionContext, { document }: ConfirmationRow): Promise<void> {
  const { order, operations, components, convert } = context;
  const place = [order.plantCode, order.orderNumber];
  const operation = [...place, document.operationNumber];
  const [made, scrap, rework] = [document.yield, document.scrap, document.rework].map((quantity) =>
    inOrderUnit(context, quantity),
  );
  await tx.query(SUBTRACT_OPERATION, [...operation, made, scrap, rework]);
  if (isFinal(document)) await tx.query(REOPEN_OPERATION, operation);
  const isLast = operations.at(-1)?.operationNumber === document.operationNumber;
  await tx.query(SUBTRACT_ORDER, [...place, isLast ? made : "0", scrap, rework]);
  for (const { componentLine, quantity } of document.consumption ?? []) {
    const component = components.find((candidate) => candidate.componentLine === componentLine);
    if (component === undefined) throw new Error(`component line ${componentLine} of an applied report is gone`);
    const amount = exactDecimal(convert(quantity, component.unit, component.materialNumber));
    await tx.query(SUBTRACT_ISSUED, [...place, componentLine, amount]);
  }
}
