import type { Finding } from "../../kernel/finding.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { OrderRelease } from "../order-release.js";
import type { ReleaseOrder } from "./release-order.js";

/** A component line from which something was issued already. */
export interface IssuedLine {
  readonly componentLine: string;
  readonly materialNumber: string;
  readonly unit: string;
  /** Decimal text in the unit. */
  readonly issued: string;
}

const ISSUED = `
  SELECT component_line AS "componentLine", material_number AS "materialNumber", unit, trim_scale(issued)::text AS issued
  FROM il.order_component WHERE plant_code = $1 AND order_number = $2 AND issued > 0`;

export function readIssuedLines(tx: Tx, order: ReleaseOrder): Promise<IssuedLine[]> {
  return tx.query(ISSUED, [order.plantCode, order.orderNumber]);
}

/**
 * A newer revision may not give a drawn line another material or unit: what was issued would then count as something
 * else. Quantities and operations are guarded when the revision is accepted.
 */
export function checkActivity(order: OrderRelease, issuedLines: readonly IssuedLine[]): Finding[] {
  const byLine = new Map(issuedLines.map((line) => [line.componentLine, line]));
  return order.components.flatMap((component, index) => {
    const line = byLine.get(component.componentLine);
    if (line === undefined) return [];
    const isSame = line.materialNumber === component.materialNumber && line.unit === component.quantity.unit;
    return isSame ? [] : [activityFinding(line, index)];
  });
}

function activityFinding(line: IssuedLine, index: number): Finding {
  return {
    code: "ORDER_HAS_ACTIVITY",
    severity: "ERROR",
    check: "activity",
    message: `${line.issued} ${line.unit} of ${line.materialNumber} were issued from component line ${line.componentLine} already.`,
    pointer: `/components/${index}`,
    fix: "Keep material and unit of the line and add a new line for the change.",
  };
}
