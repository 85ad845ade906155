import type { Tx } from "../platform/persistence/unit-of-work.js";

/** How the child came from the parent; AGGREGATE packs a lot into a handling unit. */
export type EdgeKind = "TRANSFORM" | "AGGREGATE" | "SPLIT" | "MERGE" | "REWORK";

/** The parent went into the child. Of a handling unit the material is empty and the lot is the SSCC. */
export interface GenealogyEdge {
  readonly id: string;
  readonly plantCode: string;
  readonly parentMaterial: string;
  readonly parentLot: string;
  readonly childMaterial: string;
  readonly childLot: string;
  /** What was used of the parent, decimal text. */
  readonly quantity: string;
  readonly unit: string;
  readonly kind: EdgeKind;
  readonly orderNumber: string | null;
  readonly operationNumber: string | null;
  readonly confirmationId: string | null;
  /** What made the edge: `<input>/<output>` of an order, or the id of a movement. */
  readonly sourceId: string;
  readonly at: Date;
}

/** Columns of a GenealogyEdge. */
export const EDGE_COLUMNS = `
  e.id, e.plant_code AS "plantCode", e.parent_material AS "parentMaterial", e.parent_lot AS "parentLot",
  e.child_material AS "childMaterial", e.child_lot AS "childLot", trim_scale(e.quantity)::text AS quantity, e.unit, e.kind,
  e.order_number AS "orderNumber", e.operation_number AS "operationNumber", e.confirmation_id AS "confirmationId",
  e.source_id AS "sourceId", e.at`;

/** Not taken back by a compensating edge, and none itself. */
export const IS_STANDING_EDGE = `
  e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM il.genealogy_edge r WHERE r.reverses = e.id)`;

const STANDING_OF_ORDER = `
  SELECT ${EDGE_COLUMNS} FROM il.genealogy_edge e
  WHERE e.plant_code = $1 AND e.order_number = $2 AND ${IS_STANDING_EDGE}`;

const USED_SOURCES = `
  SELECT DISTINCT source_id AS "sourceId" FROM il.genealogy_edge WHERE source_id = ANY($1) AND reverses IS NULL`;

const STANDING_OF_SOURCES = `
  SELECT ${EDGE_COLUMNS} FROM il.genealogy_edge e
  WHERE e.source_id = ANY($1) AND ${IS_STANDING_EDGE}`;

const INSERT = `
  INSERT INTO il.genealogy_edge (id, plant_code, parent_material, parent_lot, child_material, child_lot, quantity, unit, kind,
    order_number, operation_number, confirmation_id, source_id, at, reverses)
  SELECT id, "plantCode", "parentMaterial", "parentLot", "childMaterial", "childLot", quantity, unit, kind,
    "orderNumber", "operationNumber", "confirmationId", "sourceId", at, reverses
  FROM json_to_recordset($1) AS e(id text, "plantCode" text, "parentMaterial" text, "parentLot" text, "childMaterial" text,
    "childLot" text, quantity numeric, unit text, kind text, "orderNumber" text, "operationNumber" text,
    "confirmationId" text, "sourceId" text, at timestamptz, reverses text)`;

/** The caller holds the lock of the order's row. */
export function standingEdgesOf(tx: Tx, plantCode: string, orderNumber: string): Promise<GenealogyEdge[]> {
  return tx.query(STANDING_OF_ORDER, [plantCode, orderNumber]);
}

/** Which of the edges' sources have made an edge before, even one that was taken back. */
export async function usedSources(
  tx: Tx,
  edges: readonly Pick<GenealogyEdge, "sourceId">[],
): Promise<ReadonlySet<string>> {
  if (edges.length === 0) return new Set();
  const rows = await tx.query<{ sourceId: string }>(USED_SOURCES, [edges.map(({ sourceId }) => sourceId)]);
  return new Set(rows.map(({ sourceId }) => sourceId));
}

export function standingEdgesOfSources(tx: Tx, sourceIds: readonly string[]): Promise<GenealogyEdge[]> {
  return tx.query(STANDING_OF_SOURCES, [[...sourceIds]]);
}

export async function insertEdges(
  tx: Tx,
  rows: readonly (GenealogyEdge & { readonly reverses?: string })[],
): Promise<void> {
  if (rows.length > 0) await tx.query(INSERT, [JSON.stringify(rows)]);
}
