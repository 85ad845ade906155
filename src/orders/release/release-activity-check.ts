import type { Finding } from "../../kernel/finding.js";
import { amountOf } from "../../kernel/quantity.js";
import { compare, parseDecimal } from "../../kernel/rational.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { OrderState } from "../states.js";
import type { ReleaseOrder } from "./release-order.js";

/** A component line from which something was issued already. */
export interface IssuedLine {
  readonly componentLine: string;
  readonly materialNumber: string;
  readonly unit: string;
  /** Decimal text in the unit. */
  readonly issued: string;
}

/** What the plant has done on an order already. */
export interface ReleaseActivity {
  readonly issuedLines: readonly IssuedLine[];
  /** Operations that have begun. */
  readonly startedOperations: readonly string[];
}

const ISSUED = `
  SELECT component_line AS "componentLine", material_number AS "materialNumber", unit, trim_scale(issued)::text AS issued
  FROM il.order_component WHERE plant_code = $1 AND order_number = $2 AND issued > 0`;

const STARTED = `
  SELECT operation_number AS "operationNumber" FROM il.order_operation
  WHERE plant_code = $1 AND order_number = $2 AND state NOT IN ('WAITING', 'READY') ORDER BY sequence, operation_number`;

const ENDED: readonly OrderState[] = ["COMPLETED", "CLOSED", "CANCELLED", "ABORTED"];

export async function readActivity(tx: Tx, { plantCode, orderNumber }: ReleaseOrder): Promise<ReleaseActivity> {
  const issuedLines = await tx.query<IssuedLine>(ISSUED, [plantCode, orderNumber]);
  const started = await tx.query<{ operationNumber: string }>(STARTED, [plantCode, orderNumber]);
  return { issuedLines, startedOperations: started.map(({ operationNumber }) => operationNumber) };
}

/**
 * Whether the plant's work on the order lets the revision be. Most of it was asked when the revision was accepted; the
 * plant works on between then and its validation, so it is asked again under the lock of the order's row.
 */
export function checkActivity(order: ReleaseOrder, activity: ReleaseActivity): Finding[] {
  return [
    ...endedFindings(order),
    ...quantityFindings(order),
    ...operationFindings(order, activity.startedOperations),
    ...lineFindings(order, activity.issuedLines),
  ];
}

function endedFindings({ plantCode, orderNumber, state }: ReleaseOrder): Finding[] {
  if (!ENDED.includes(state)) return [];
  const message = `Order ${plantCode}/${orderNumber} is ${state}; no revision changes it any more.`;
  return [refuse("ORDER_CLOSED", message, "", "Release another order.")];
}

function quantityFindings({ document: { quantity }, confirmed, unit }: ReleaseOrder): Finding[] {
  if (compare(amountOf(quantity), parseDecimal(confirmed)) >= 0) return [];
  const message = `${confirmed} ${unit} are confirmed already, which is more than ${quantity.value} ${quantity.unit}.`;
  return [refuse("QTY_BELOW_CONFIRMED", message, "/quantity/value", "Release at least the confirmed quantity.")];
}

function operationFindings({ document }: ReleaseOrder, startedOperations: readonly string[]): Finding[] {
  const kept = new Set(document.operations.map((operation) => operation.operationNumber));
  return startedOperations
    .filter((operationNumber) => !kept.has(operationNumber))
    .map((operationNumber) => {
      const message = `Operation ${operationNumber} has begun already and the revision leaves it out.`;
      return refuse("ORDER_HAS_ACTIVITY", message, "/operations", "Keep the operation.");
    });
}

/** A drawn line keeps its material and unit: what was issued would otherwise count as something else. */
function lineFindings({ document }: ReleaseOrder, issuedLines: readonly IssuedLine[]): Finding[] {
  const byLine = new Map(issuedLines.map((line) => [line.componentLine, line]));
  return document.components.flatMap((component, index) => {
    const line = byLine.get(component.componentLine);
    if (line === undefined) return [];
    if (line.materialNumber === component.materialNumber && line.unit === component.quantity.unit) return [];
    const message = `${line.issued} ${line.unit} of ${line.materialNumber} were issued from component line ${line.componentLine} already.`;
    const fix = "Keep material and unit of the line and add a new line for the change.";
    return [refuse("ORDER_HAS_ACTIVITY", message, `/components/${index}`, fix)];
  });
}

function refuse(code: string, message: string, pointer: string, fix: string): Finding {
  return { code, severity: "ERROR", check: "activity", message, pointer, fix };
}
