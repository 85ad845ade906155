import type { SqlSource } from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";

/** What one component line of a validated order has claimed and drawn. */
export interface ComponentClaim {
  /** True for the order that is being checked: an earlier revision of it was validated. */
  readonly isOwn: boolean;
  readonly componentLine: string;
  readonly materialNumber: string;
  readonly storageLocationCode: string | null;
  /** Decimal text in `unit`. */
  readonly quantity: string;
  readonly issued: string;
  readonly unit: string;
}

/**
 * Stock is reserved when an order is VALIDATED, and first come is first served. Orders that ended, and orders that no
 * MES has taken or will take as they are, hold no reservation.
 */
const CLAIMS = `
  SELECT component.order_number = $2 AS "isOwn", component.component_line AS "componentLine",
    component.material_number AS "materialNumber", component.storage_location_code AS "storageLocationCode",
    trim_scale(component.quantity)::text AS quantity, trim_scale(component.issued)::text AS issued, component.unit
  FROM il.order_component component
  JOIN il.production_order production USING (plant_code, order_number)
  WHERE component.plant_code = $1 AND component.material_number = ANY ($3) AND NOT component.is_by_product
    AND (component.order_number = $2
      OR production.state NOT IN ('COMPLETED', 'CLOSED', 'CANCELLED', 'ABORTED')
        AND production.sync_state NOT IN ('REJECTED', 'NACKED', 'DISPATCH_FAILED'))
  ORDER BY production.released_at, component.order_number, component.component_line`;

export function readComponentClaims(source: SqlSource, order: OrderRelease): Promise<ComponentClaim[]> {
  const materials = [...new Set(order.components.map((component) => component.materialNumber))];
  const values = [order.plantCode, order.orderNumber, materials];
  return "read" in source ? source.read(CLAIMS, values) : source.query(CLAIMS, values);
}
