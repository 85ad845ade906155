import type { Tx } from "../platform/persistence/unit-of-work.js";

/**
 * A lot that went into an order (INPUT), came out of it (OUTPUT) or was given back by it unused (RETURN), by one report.
 * Quantities are decimal text.
 */
export interface OrderLot {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly side: "INPUT" | "OUTPUT" | "RETURN";
  readonly materialNumber: string;
  readonly lotNumber: string;
  /** GS1 GTIN-14 of the material, where the order names it. */
  readonly gtin: string | null;
  /** GS1 SSCC-18 that the lot was packed into. */
  readonly handlingUnit: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly operationNumber: string;
  readonly confirmationId: string;
  readonly kind: "TRANSFORM" | "REWORK";
  readonly at: Date;
  /** IANA name of the plant's time zone. */
  readonly timeZone: string;
}

/** Columns of an OrderLot. */
export const ORDER_LOT_COLUMNS = `
  l.id, l.plant_code AS "plantCode", l.order_number AS "orderNumber", l.side, l.material_number AS "materialNumber",
  l.lot_number AS "lotNumber", l.gtin, l.handling_unit AS "handlingUnit", trim_scale(l.quantity)::text AS quantity, l.unit,
  l.operation_number AS "operationNumber", l.confirmation_id AS "confirmationId", l.kind, l.at,
  l.time_zone AS "timeZone"`;

/** Not taken back by a reversal, and no reversal itself. */
export const IS_STANDING = `
  l.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM il.order_lot r WHERE r.reverses = l.id)`;

const STANDING_OF_ORDER = `
  SELECT ${ORDER_LOT_COLUMNS} FROM il.order_lot l
  WHERE l.plant_code = $1 AND l.order_number = $2 AND ${IS_STANDING} ORDER BY l.id`;

const INSERT = `
  INSERT INTO il.order_lot (id, plant_code, order_number, side, material_number, lot_number, gtin, handling_unit, quantity,
    unit, operation_number, confirmation_id, kind, at, time_zone, reverses)
  SELECT id, "plantCode", "orderNumber", side, "materialNumber", "lotNumber", gtin, "handlingUnit", quantity,
    unit, "operationNumber", "confirmationId", kind, at, "timeZone", reverses
  FROM json_to_recordset($1) AS l(id text, "plantCode" text, "orderNumber" text, side text, "materialNumber" text,
    "lotNumber" text, gtin text, "handlingUnit" text, quantity numeric, unit text, "operationNumber" text,
    "confirmationId" text, kind text, at timestamptz, "timeZone" text, reverses text)`;

/** The caller holds the lock of the order's row, so that nothing is added meanwhile. */
export function standingLotsOf(tx: Tx, plantCode: string, orderNumber: string): Promise<OrderLot[]> {
  return tx.query(STANDING_OF_ORDER, [plantCode, orderNumber]);
}

export async function insertOrderLots(
  tx: Tx,
  rows: readonly (OrderLot & { readonly reverses?: string })[],
): Promise<void> {
  if (rows.length > 0) await tx.query(INSERT, [JSON.stringify(rows)]);
}

const LOTS_OF_ORDER = `
  SELECT DISTINCT l.material_number AS "materialNumber", l.lot_number AS "lotNumber" FROM il.order_lot l
  WHERE l.plant_code = $1 AND l.order_number = $2 AND l.side = $4 AND ($3::text IS NULL OR l.operation_number = $3)
    AND ${IS_STANDING}`;

const PRODUCERS = `
  SELECT DISTINCT o.order_number AS "orderNumber" FROM unnest($2::text[], $3::text[]) f(material, lot) CROSS JOIN LATERAL (
    SELECT l.order_number FROM il.order_lot l
    WHERE l.material_number = f.material AND l.lot_number = f.lot AND l.plant_code = $1 AND l.side = 'OUTPUT'
      AND ${IS_STANDING} OFFSET 0) o`;

/** Lots that the order, or one of its operations, has made. */
export function producedLots(
  tx: Tx,
  plantCode: string,
  orderNumber: string,
  operationNumber?: string,
): Promise<{ readonly materialNumber: string; readonly lotNumber: string }[]> {
  return tx.query(LOTS_OF_ORDER, [plantCode, orderNumber, operationNumber ?? null, "OUTPUT"]);
}

/** Lots that went into the order. */
export function consumedLots(
  tx: Tx,
  plantCode: string,
  orderNumber: string,
): Promise<{ readonly materialNumber: string; readonly lotNumber: string }[]> {
  return tx.query(LOTS_OF_ORDER, [plantCode, orderNumber, null, "INPUT"]);
}

/** Orders of the plant that have made one of the lots. */
export async function producersOf(
  tx: Tx,
  plantCode: string,
  lots: readonly { readonly materialNumber: string; readonly lotNumber: string }[],
): Promise<string[]> {
  if (lots.length === 0) return [];
  const values = [plantCode, lots.map(({ materialNumber }) => materialNumber), lots.map(({ lotNumber }) => lotNumber)];
  return (await tx.query<{ orderNumber: string }>(PRODUCERS, values)).map(({ orderNumber }) => orderNumber);
}
