import type { Cursor } from "../cursor.js";
import { pairByKey } from "../pairing.js";
import type { StructureWalk } from "../structure-walk.js";
import type { ParameterPair } from "../subjects.js";
import { compareContent } from "./compare-content.js";
import { parameterForm } from "./parameter-form.js";
import { parametersOf } from "./parameters.js";

const SCHEMA = { base: "schema", revision: "schema" };

/** An operation of one contract with the path item and the template it stands under. */
export interface PlacedOperation {
  readonly template: string;
  readonly pathItem: Cursor;
  readonly operation: Cursor;
}

export function compareParameters(walk: StructureWalk, base: PlacedOperation, revision: PlacedOperation): void {
  const pairs = pairByKey(
    parametersOf(base.pathItem, base.operation, base.template),
    parametersOf(revision.pathItem, revision.operation, revision.template),
    { base: base.operation, revision: revision.operation },
  );
  for (const pair of pairs) compareParameter(walk, parameterPair(pair, walk.today));
}

function parameterPair(pair: Omit<ParameterPair, "baseForm" | "revisionForm" | "today">, today: string | undefined) {
  const place = pair.name.slice(0, pair.name.indexOf(" "));
  return {
    ...pair,
    today,
    baseForm: parameterForm(pair.base, place),
    revisionForm: parameterForm(pair.revision, place),
  };
}

function compareParameter(walk: StructureWalk, pair: ParameterPair): void {
  walk.see("parameter", pair, "request", "param");
  if (!pair.base.exists || !pair.revision.exists) return;
  walk.see("announced", pair, "request", "param");
  compareParameterValue(walk, pair);
}

function compareParameterValue(walk: StructureWalk, pair: ParameterPair): void {
  const { base, revision } = pair;
  walk.see("parameter-content", pair, "request", "param");
  if (base.has("content") !== revision.has("content")) return;
  walk.compareSchemas("param", "request", pair, SCHEMA);
  compareContent(walk, base, revision, "request", "param");
}
