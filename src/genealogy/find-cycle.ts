import type { Tx } from "../platform/persistence/unit-of-work.js";
import { IS_STANDING_EDGE } from "./genealogy-edge.js";

/** Ancestors of the inputs, as far as the queries go; UNION ends it where lots meet again. */
const ANCESTOR = `
  WITH RECURSIVE ancestor(material, lot, depth) AS (
    SELECT material, lot, 0 FROM json_to_recordset($1) AS i(material text, lot text)
    UNION
    SELECT e.parent_material, e.parent_lot, a.depth + 1
    FROM ancestor a JOIN il.genealogy_edge e ON e.child_material = a.material AND e.child_lot = a.lot
    WHERE a.depth < 20 AND e.kind <> 'REWORK' AND ${IS_STANDING_EDGE})
  SELECT a.material AS "materialNumber", a.lot AS "lotNumber" FROM ancestor a
  JOIN json_to_recordset($2) AS o(material text, lot text) ON o.material = a.material AND o.lot = a.lot
  WHERE a.depth > 0 LIMIT 1`;

/** Lots that were consumed before are the only ones that a cycle can lead back to. */
const IS_PARENT = `
  SELECT EXISTS (
    SELECT 1 FROM il.genealogy_edge e JOIN json_to_recordset($1) AS o(material text, lot text)
      ON e.parent_material = o.material AND e.parent_lot = o.lot) AS "isParent"`;

/** A lot, in whatever plant. */
export interface LotName {
  readonly materialNumber: string;
  readonly lotNumber: string;
}

/**
 * The lot to be made that is already an ancestor of a lot it would be made of; undefined when there is none. Only
 * rework may lead back to a lot.
 */
export async function findCycle(
  tx: Tx,
  inputs: readonly LotName[],
  outputs: readonly LotName[],
): Promise<LotName | undefined> {
  if (inputs.length === 0 || outputs.length === 0) return undefined;
  const [known] = await tx.query<{ isParent: boolean }>(IS_PARENT, [keysOf(outputs)]);
  if (known?.isParent !== true) return undefined;
  const [lot] = await tx.query<LotName>(ANCESTOR, [keysOf(inputs), keysOf(outputs)]);
  return lot;
}

const keysOf = (lots: readonly LotName[]): string =>
  JSON.stringify(lots.map(({ materialNumber, lotNumber }) => ({ material: materialNumber, lot: lotNumber })));
