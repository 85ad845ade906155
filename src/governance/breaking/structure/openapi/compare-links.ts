import type { Cursor } from "../cursor.js";
import { pairMembers } from "../pairing.js";
import type { StructureWalk } from "../structure-walk.js";

export function compareLinks(walk: StructureWalk, base: Cursor, revision: Cursor): void {
  for (const pair of pairMembers(base.at("links"), revision.at("links"))) walk.see("link", pair, "response");
}
