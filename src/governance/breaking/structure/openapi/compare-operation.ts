import type { StructureWalk } from "../structure-walk.js";
import { isExperimental } from "../stability.js";
import { compareParameters, type PlacedOperation } from "./compare-parameters.js";
import { compareRequestBody } from "./compare-request-body.js";
import { compareResponses } from "./compare-responses.js";
import type { SecurityComparer } from "./compare-security.js";
import { serverUrls } from "./server-urls.js";
import type { Cursor } from "../cursor.js";

export interface OperationContext {
  /** Path items being compared further out; a callback may lead back to one of them. */
  readonly open: ReadonlySet<string>;
  readonly security: SecurityComparer;
  readonly baseRoot: Cursor;
  readonly revisionRoot: Cursor;
}

/** Everything inside an operation that both contracts have. */
export function compareOperation(
  walk: StructureWalk,
  base: PlacedOperation,
  revision: PlacedOperation,
  context: OperationContext,
): void {
  if (isExperimental(base.operation)) return;
  const pair = { name: walk.user, base: base.operation, revision: revision.operation };
  walk.see("announced", { ...pair, today: walk.today }, "request");
  walk.see("extension", pair, "request");
  compareParameters(walk, base, revision);
  compareRequestBody(walk, base.operation, revision.operation);
  compareResponses(walk, base.operation, revision.operation);
  context.security.compare(walk, base.operation, revision.operation);
  compareServers(walk, base, revision, context);
}

function compareServers(
  walk: StructureWalk,
  base: PlacedOperation,
  revision: PlacedOperation,
  context: OperationContext,
): void {
  const baseHolder = serverHolder(base, context.baseRoot);
  const revisionHolder = serverHolder(revision, context.revisionRoot);
  const urls = { baseUrls: serverUrls(baseHolder), revisionUrls: serverUrls(revisionHolder) };
  walk.see("servers", { name: "servers", base: baseHolder, revision: revisionHolder, ...urls }, "request");
}

/** The nearest list of servers counts (OpenAPI 3.1 §4.8.10). */
function serverHolder({ operation, pathItem }: PlacedOperation, root: Cursor): Cursor {
  return [operation, pathItem].find((holder) => holder.at("servers").items().length > 0) ?? root;
}
