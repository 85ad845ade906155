import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../platform/security/public.js";
import { type GenealogyEdge, IS_STANDING_EDGE } from "./genealogy-edge.js";
import type { LotDisposition } from "./lot-disposition.js";

export type Direction = "up" | "down";

/** Steps that a question may go from its lot. */
export const DEPTH_MAX = 20;
/** Lots that one answer names at most. */
export const NODES_MAX = 10_000;
/** Edges that one answer names at most: many edges may lead to few lots. */
const EDGES_MAX = 100_000;

/** A lot, or with an empty material the handling unit of this SSCC. */
export interface TracedLot {
  readonly materialNumber: string;
  readonly lotNumber: string;
  /** Steps from the lot that was asked for. */
  readonly depth: number;
  /** Absent for a handling unit, and for a lot of which only edges are known. */
  readonly disposition?: LotDisposition;
}

/** An edge as a question answers it. */
export type TracedEdge = Omit<GenealogyEdge, "id" | "sourceId" | "at"> & {
  /** Milliseconds since 1970; of ten thousand edges a number is cheaper than a date. */
  readonly atMs: number;
};

export interface Trace {
  readonly nodes: readonly TracedLot[];
  readonly edges: readonly TracedEdge[];
  /** Why there is more than the answer shows. */
  readonly truncation?: "DEPTH" | "NODES";
}

export interface TraceQuestion {
  readonly materialNumber: string;
  readonly lotNumber: string;
  /** up: what it was made of; down: what was made of it. */
  readonly direction: Direction;
  /** 1 to 20. */
  readonly depth: number;
  /** Only edges of these plants; all when undefined. */
  readonly plantCodes?: readonly string[] | undefined;
  readonly rows: RowFilter;
}

/** A source of rows: a transaction, or the pool outside of one. */
export type RowSource = <Row>(statement: string, values: readonly unknown[]) => Promise<Row[]>;

const KNOWN = (visible: string): string => `
  SELECT 1 AS known FROM il.lot l WHERE l.material_number = $1 AND l.lot_number = $2
    AND ($3::text[] IS NULL OR l.plant_code = ANY($3)) AND ${visible} LIMIT 1`;

const COLUMNS = `
  e.plant_code AS "plantCode", e.parent_material AS "parentMaterial", e.parent_lot AS "parentLot",
  e.child_material AS "childMaterial", e.child_lot AS "childLot", trim_scale(e.quantity)::text AS quantity, e.unit, e.kind,
  e.order_number AS "orderNumber", e.operation_number AS "operationNumber", e.confirmation_id AS "confirmationId",
  extract(epoch FROM e.at)::float8 * 1000 AS "atMs"`;

/**
 * Edges of one step from many lots at once. OFFSET 0 keeps the look-up of each lot a look-up by the index: as a join it
 * would be planned as a scan of all edges, at every step.
 */
const step = (direction: Direction, visible: string): string => {
  const from = direction === "up" ? "child" : "parent";
  return `
    SELECT step.* FROM unnest($1::text[], $2::text[]) f(material, lot) CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM il.genealogy_edge e
      WHERE e.${from}_material = f.material AND e.${from}_lot = f.lot
        AND ($3::text[] IS NULL OR e.plant_code = ANY($3)) AND ${IS_STANDING_EDGE} AND ${visible} OFFSET 0) step
    LIMIT ${EDGES_MAX + 1}`;
};

/** A lot that has several dispositions, one in each plant, is shown without any. */
const DISPOSITIONS = `
  SELECT f.material AS "materialNumber", f.lot AS "lotNumber", l.disposition
  FROM unnest($1::text[], $2::text[]) f(material, lot) CROSS JOIN LATERAL (
    SELECT min(l.disposition) AS disposition FROM il.lot l
    WHERE l.material_number = f.material AND l.lot_number = f.lot AND ($3::text[] IS NULL OR l.plant_code = ANY($3))
    HAVING count(DISTINCT l.disposition) = 1) l`;

const keyOf = (material: string, lot: string): string => `${material}~${lot}`;

/** Answers where lots come from and where they went, step by step and each lot once. */
export class TraceGenealogy {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Undefined when nothing is known of the lot in the plants that the caller may see. */
  async trace(question: TraceQuestion): Promise<Trace | undefined> {
    const source: RowSource = (statement, values) => this.unitOfWork.read(statement, values);
    const trace = await walk(source, question);
    if (trace.edges.length === 0 && !(await this.#isKnown(source, question))) return undefined;
    const { nodes, ...rest } = trace;
    return { ...rest, nodes: await withDispositions(source, nodes, question.plantCodes) };
  }

  async #isKnown(source: RowSource, { materialNumber, lotNumber, plantCodes, rows }: TraceQuestion): Promise<boolean> {
    const visible = rows({ plantCode: "l.plant_code", state: "l.disposition", author: "NULL::text" }, 4);
    const values = [materialNumber, lotNumber, plantCodes ?? null, ...visible.values];
    return (await source(KNOWN(visible.sql), values)).length > 0;
  }
}

/** Breadth first, so that the depth of a lot is its shortest way; a lot that is met again is not walked again. */
export async function walk(source: RowSource, question: TraceQuestion): Promise<Trace> {
  const { materialNumber, lotNumber, direction, depth, plantCodes } = question;
  const visible = question.rows({ plantCode: "e.plant_code", state: "NULL::text", author: "NULL::text" }, 4);
  const statement = step(direction, visible.sql);
  const nodes = new Map([[keyOf(materialNumber, lotNumber), { materialNumber, lotNumber, depth: 0 }]]);
  const edges: TracedEdge[] = [];
  let front = [...nodes.values()];
  for (let level = 1; front.length > 0; level++) {
    const materials = front.map((node) => node.materialNumber);
    const lots = front.map((node) => node.lotNumber);
    const found = await source<TracedEdge>(statement, [materials, lots, plantCodes ?? null, ...visible.values]);
    const isDeepEnough = level > depth;
    if (isDeepEnough)
      return { nodes: [...nodes.values()], edges, ...(found.length > 0 ? { truncation: "DEPTH" } : {}) };
    front = [];
    for (const edge of found) {
      if (edges.length === EDGES_MAX) return { nodes: [...nodes.values()], edges, truncation: "NODES" };
      const next = endOf(edge, direction);
      const key = keyOf(next.materialNumber, next.lotNumber);
      if (!nodes.has(key)) {
        if (nodes.size === NODES_MAX) return { nodes: [...nodes.values()], edges, truncation: "NODES" };
        const node = { ...next, depth: level };
        nodes.set(key, node);
        front.push(node);
      }
      edges.push(edge);
    }
  }
  return { nodes: [...nodes.values()], edges };
}

function endOf(edge: TracedEdge, direction: Direction): { materialNumber: string; lotNumber: string } {
  return direction === "up"
    ? { materialNumber: edge.parentMaterial, lotNumber: edge.parentLot }
    : { materialNumber: edge.childMaterial, lotNumber: edge.childLot };
}

async function withDispositions(
  source: RowSource,
  nodes: readonly TracedLot[],
  plantCodes: readonly string[] | undefined,
): Promise<TracedLot[]> {
  const values = [nodes.map((node) => node.materialNumber), nodes.map((node) => node.lotNumber), plantCodes ?? null];
  const rows = await source<{ materialNumber: string; lotNumber: string; disposition: LotDisposition }>(
    DISPOSITIONS,
    values,
  );
  const byKey = new Map(rows.map((row) => [keyOf(row.materialNumber, row.lotNumber), row.disposition]));
  return nodes.map((node) => {
    const disposition = byKey.get(keyOf(node.materialNumber, node.lotNumber));
    return disposition === undefined ? node : { ...node, disposition };
  });
}
