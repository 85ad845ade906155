import type { SqlSource } from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";

/** What validated orders have claimed of a material and drawn. */
export interface ComponentClaim {
  /** True for the order that is being checked: an earlier revision of it was validated. */
  readonly isOwn: boolean;
  /** Null for other orders: what their lines still have to draw is one claim for each material, place and unit. */
  readonly componentLine: string | null;
  readonly materialNumber: string;
  readonly storageLocationCode: string | null;
  /** Decimal text in `unit`. */
  readonly quantity: string;
  readonly issued: string;
  readonly unit: string;
}

/**
 * Stock is reserved when an order is VALIDATED, and first come is first served. Orders that ended, and orders that no
 * MES has taken or will take as they are, hold no reservation. The database adds them up, since thousands of orders may
 * wait for one material; claims that are bound to a place come first.
 */
const CLAIMS = `
  SELECT true AS "isOwn", component_line AS "componentLine", material_number AS "materialNumber",
    storage_location_code AS "storageLocationCode", trim_scale(quantity)::text AS quantity,
    trim_scale(issued)::text AS issued, unit
  FROM il.order_component
  WHERE plant_code = $1 AND order_number = $2 AND material_number = ANY ($3) AND NOT is_by_product
  UNION ALL
  (SELECT false, NULL, component.material_number, component.storage_location_code,
    trim_scale(sum(component.quantity - component.issued))::text, '0', component.unit
  FROM il.order_component component
  JOIN il.production_order production USING (plant_code, order_number)
  WHERE component.plant_code = $1 AND component.order_number <> $2 AND component.material_number = ANY ($3)
    AND NOT component.is_by_product AND component.quantity > component.issued
    AND production.state NOT IN ('COMPLETED', 'CLOSED', 'CANCELLED', 'ABORTED')
    AND production.sync_state NOT IN ('REJECTED', 'NACKED', 'DISPATCH_FAILED')
  GROUP BY component.material_number, component.storage_location_code, component.unit
  ORDER BY component.material_number, component.storage_location_code NULLS LAST, component.unit)`;

export function readComponentClaims(source: SqlSource, order: OrderRelease): Promise<ComponentClaim[]> {
  const materials = [...new Set(order.components.map((component) => component.materialNumber))];
  const values = [order.plantCode, order.orderNumber, materials];
  return "read" in source ? source.read(CLAIMS, values) : source.query(CLAIMS, values);
}
