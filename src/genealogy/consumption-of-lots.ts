import { IS_STANDING } from "./order-lot.js";
import type { RowSource } from "./trace-genealogy.js";

/** A report that has consumed one of the lots asked for. */
export interface LotConsumption {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly confirmationId: string;
  readonly lotNumber: string;
}

/** More are not worth naming in one answer. */
const CONSUMPTIONS_MAX = 100;

const CONSUMED = `
  SELECT l.plant_code AS "plantCode", l.order_number AS "orderNumber", l.confirmation_id AS "confirmationId",
    l.lot_number AS "lotNumber"
  FROM il.order_lot l
  WHERE l.material_number = $1 AND l.lot_number = ANY($2) AND l.side = 'INPUT' AND ${IS_STANDING}
  ORDER BY l.id DESC LIMIT ${CONSUMPTIONS_MAX}`;

/** Reports that have consumed the lots and were not taken back, the latest first, whatever plant they are of. */
export function consumptionOfLots(
  source: RowSource,
  materialNumber: string,
  lotNumbers: readonly string[],
): Promise<LotConsumption[]> {
  return lotNumbers.length === 0 ? Promise.resolve([]) : source(CONSUMED, [materialNumber, [...lotNumbers]]);
}
