import type { Cursor } from "../cursor.js";
import type { StructureWalk } from "../structure-walk.js";
import { compareContent } from "./compare-content.js";

export function compareRequestBody(walk: StructureWalk, baseOperation: Cursor, revisionOperation: Cursor): void {
  const [base, revision] = [baseOperation.at("requestBody"), revisionOperation.at("requestBody")];
  walk.see("request-body", { name: "request body", base, revision }, "request", "req-body");
  if (base.exists && revision.exists) compareContent(walk, base, revision, "request", "req-body");
}
