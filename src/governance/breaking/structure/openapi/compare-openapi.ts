import type { Cursor } from "../cursor.js";
import { pairMembers } from "../pairing.js";
import type { StructureWalk } from "../structure-walk.js";
import { comparePath, comparePaths } from "./compare-path.js";
import { SecurityComparer } from "./compare-security.js";

/** Pairs two OpenAPI 3 documents: what the owner serves, then what it calls (webhooks). */
export function compareOpenApi(walk: StructureWalk, base: Cursor, revision: Cursor): void {
  const security = new SecurityComparer(base, revision);
  const context = { open: new Set<string>(), security, baseRoot: base, revisionRoot: revision };
  walk.see("contract", { name: "contract", base, revision }, "request");
  comparePaths(walk, base.at("paths"), revision.at("paths"), context);
  for (const { name, ...sides } of pairMembers(base.at("webhooks"), revision.at("webhooks"))) {
    walk.see("webhook", { name, ...sides }, "response");
    if (!sides.base.exists || !sides.revision.exists) continue;
    const paths = { ...sides, baseTemplate: name, revisionTemplate: name };
    comparePath(walk.reversed(walk.user), paths, context, (method) => `webhook ${name} ${method}`);
  }
}
