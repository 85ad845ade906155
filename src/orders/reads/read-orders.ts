import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";
import { ULID_SHAPE, decodeCursor, encodeCursor } from "./cursor.js";
import { ORDER_JSON } from "./order-representation.js";

/** Filters of listOrders; an absent member does not restrict. */
export interface OrderFilter {
  /** Orders that the reader may see. */
  readonly rows: RowFilter;
  readonly plantCodes: readonly string[] | undefined;
  readonly states: readonly string[] | undefined;
  readonly syncStates: readonly string[] | undefined;
  readonly materialNumber: string | undefined;
  readonly workCenterCode: string | undefined;
  /** Inclusive, RFC 3339. */
  readonly updatedSince: string | undefined;
}

/** JSON texts of one page. */
export interface TextPage {
  readonly items: readonly string[];
  readonly nextCursor: string | null;
}

/** Where an order has the attributes that the policy asks about. */
const COLUMNS = { plantCode: "o.plant_code", state: "o.state", author: "o.client_id" } as const;
/** Its collation is that of the index that lists of one plant are read by. */
const LIST_COLUMNS = { ...COLUMNS, plantCode: 'o.plant_code COLLATE "C"' } as const;

const GET = `SELECT ${ORDER_JSON} AS json, version FROM il.production_order o WHERE plant_code = $1 AND order_number = $2`;
const HIDDEN = "SELECT 1 FROM il.production_order o WHERE plant_code = $1 AND order_number = $2";

/** Microseconds since 1970 are the sort key; a cursor that lost some would skip or repeat rows. */
const CURSOR_SHAPES = [/^[0-9]{1,16}$/, ULID_SHAPE];

const list = (visible: string): string => `
  SELECT ${ORDER_JSON} AS json, (extract(epoch FROM o.updated_at) * 1000000)::bigint::text AS at, o.id
  FROM il.production_order o
  WHERE ${visible} AND ($1::text[] IS NULL OR plant_code COLLATE "C" = ANY($1))
    AND ($2::text[] IS NULL OR state = ANY($2)) AND ($3::text[] IS NULL OR sync_state = ANY($3))
    AND ($4::text IS NULL OR material_number = $4) AND ($5::timestamptz IS NULL OR updated_at >= $5)
    AND ($6::text IS NULL OR EXISTS (
      SELECT 1 FROM json_array_elements(o.document -> 'operations') e WHERE e ->> 'workCenterCode' = $6))
    AND ($7::text IS NULL OR (updated_at, id) > (timestamptz 'epoch' + $7::bigint * interval '1 microsecond', $8))
  ORDER BY updated_at, id LIMIT $9`;
const LIST_PARAMETERS = 9;

/** Reads orders as the JSON of their contract. */
export class ReadOrders {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async get(
    plantCode: string,
    orderNumber: string,
    rows: RowFilter,
  ): Promise<{ json: string; version: number } | undefined> {
    const visible = rows(COLUMNS, 3);
    const [row] = await this.unitOfWork.read<{ json: string; version: number }>(`${GET} AND ${visible.sql}`, [
      plantCode,
      orderNumber,
      ...visible.values,
    ]);
    return row;
  }

  /** Whether there is such an order that the reader may not see; of one that does not exist there is nothing to hide. */
  async isHidden(plantCode: string, orderNumber: string, rows: RowFilter): Promise<boolean> {
    const visible = rows(COLUMNS, 3);
    const statement = `${HIDDEN} AND (${visible.sql}) IS NOT TRUE`;
    return (await this.unitOfWork.read(statement, [plantCode, orderNumber, ...visible.values])).length > 0;
  }

  async list(filter: OrderFilter, limit: number, cursor: string | undefined): Promise<TextPage> {
    const [at, id] = decodeCursor(cursor, CURSOR_SHAPES) ?? [];
    const visible = filter.rows(LIST_COLUMNS, LIST_PARAMETERS + 1);
    const rows = await this.unitOfWork.read<{ json: string; at: string; id: string }>(list(visible.sql), [
      filter.plantCodes ?? null,
      filter.states ?? null,
      filter.syncStates ?? null,
      filter.materialNumber ?? null,
      filter.updatedSince ?? null,
      filter.workCenterCode ?? null,
      at ?? null,
      id ?? null,
      limit + 1,
      ...visible.values,
    ]);
    return toPage(rows, limit, (row) => [row.at, row.id]);
  }
}

/** One row more than the limit was read to know whether another page follows. */
export function toPage<Row extends { readonly json: string }>(
  rows: readonly Row[],
  limit: number,
  sortKey: (row: Row) => readonly string[],
): TextPage {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items: page.map((row) => row.json), nextCursor: hasMore ? encodeCursor(sortKey(last)) : null };
}
