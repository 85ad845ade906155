import type { Cursor } from "../cursor.js";
import { pairByKey } from "../pairing.js";
import type { StructureWalk } from "../structure-walk.js";
import type { ParameterPair } from "../subjects.js";
import { compareContent } from "./compare-content.js";
import { parameterForm } from "./parameter-form.js";

const SCHEMA = { base: "schema", revision: "schema" };

export function compareHeaders(walk: StructureWalk, base: Cursor, revision: Cursor): void {
  const pairs = pairByKey(headersOf(base), headersOf(revision), { base, revision });
  for (const pair of pairs) {
    const forms = {
      baseForm: parameterForm(pair.base, "header"),
      revisionForm: parameterForm(pair.revision, "header"),
    };
    compareHeader(walk, { ...pair, ...forms, today: walk.today });
  }
}

/** Field names are case-insensitive (RFC 9110 §5.1); Content-Type is described by `content` (OpenAPI 3.1 §4.8.17). */
function headersOf(holder: Cursor): Map<string, Cursor> {
  const headers = holder.at("headers").entries();
  const byName = headers.map(([name, header]): [string, Cursor] => [name.toLowerCase(), header]);
  return new Map(byName.filter(([name]) => name !== "content-type"));
}

function compareHeader(walk: StructureWalk, pair: ParameterPair): void {
  walk.see("response-header", pair, "response", "res-header");
  const { base, revision } = pair;
  if (!base.exists || !revision.exists) return;
  walk.see("announced", pair, "response", "res-header");
  walk.see("parameter-content", pair, "response", "res-header");
  if (base.has("content") !== revision.has("content")) return;
  walk.compareSchemas("res-header", "response", pair, SCHEMA);
  compareContent(walk, base, revision, "response", "res-header");
}
