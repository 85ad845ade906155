import type { Cursor } from "../cursor.js";
import { pairByKey, pairMembers } from "../pairing.js";
import type { StructureWalk } from "../structure-walk.js";
import type { AnnouncedPair, Pair } from "../subjects.js";
import { compareOperation, type OperationContext } from "./compare-operation.js";
import { pairPaths, type PathTemplates } from "./pair-paths.js";
import { operationsOf } from "./path-operations.js";

type Label = (method: string, template: string) => string;

/** Compares two maps of path items: `paths`, or the expressions of one callback. */
export function comparePaths(
  walk: StructureWalk,
  base: Cursor,
  revision: Cursor,
  context: OperationContext,
  label: Label = (method, template) => `${method} ${template}`,
): void {
  for (const paths of pairPaths(base, revision)) comparePath(walk, paths, context, label);
}

/** Compares one path item; `label` names its operations for reports. */
export function comparePath(walk: StructureWalk, paths: PathTemplates, outer: OperationContext, label: Label): void {
  const { base, revision, baseTemplate, revisionTemplate } = paths;
  const place = `${base.pointer} ${revision.pointer}`;
  if (outer.open.has(place)) return;
  const context = { ...outer, open: new Set([...outer.open, place]) };
  for (const { name: method, ...sides } of pairByKey(operationsOf(base), operationsOf(revision), { base, revision })) {
    const inside = walk.inside(label(method, sides.base.exists ? baseTemplate : revisionTemplate));
    const pair = { ...sides, name: inside.user, today: walk.today };
    seeOperation(inside, pair, paths);
    if (!sides.base.exists || !sides.revision.exists) continue;
    const placedBase = { template: baseTemplate, pathItem: base, operation: sides.base };
    const placedRevision = { template: revisionTemplate, pathItem: revision, operation: sides.revision };
    compareOperation(inside, placedBase, placedRevision, context);
    compareCallbacks(inside, pair, context);
  }
}

function seeOperation(walk: StructureWalk, pair: AnnouncedPair, { base, revision, baseTemplate }: PathTemplates): void {
  walk.see("operation", { ...pair, isRemovedWithPath: !revision.exists }, "request");
  if (revision.exists) return;
  walk.see("removed-path", { ...pair, name: baseTemplate, base, revision, operation: pair.base }, "request");
}

/** A callback is a request the owner makes, so inside it the sides are swapped. */
function compareCallbacks(walk: StructureWalk, operation: Pair, context: OperationContext): void {
  const callbacks = pairMembers(operation.base.at("callbacks"), operation.revision.at("callbacks"));
  for (const pair of callbacks) {
    walk.see("callback", pair, "response");
    if (!pair.base.exists || !pair.revision.exists) continue;
    const label: Label = (method, expression) => `${operation.name} callback ${pair.name} ${method} ${expression}`;
    comparePaths(walk.reversed(walk.user), pair.base, pair.revision, context, label);
  }
}
