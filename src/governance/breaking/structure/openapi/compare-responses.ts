import type { Cursor } from "../cursor.js";
import type { StructureWalk } from "../structure-walk.js";
import { compareContent } from "./compare-content.js";
import { compareHeaders } from "./compare-headers.js";
import { compareLinks } from "./compare-links.js";

/**
 * Statuses are paired by what a caller sees: `200` with `200`, else with the `2XX` of the other side; an error also
 * with `default`. So a response moved under a range is compared with the range instead of vanishing.
 */
export function compareResponses(walk: StructureWalk, baseOperation: Cursor, revisionOperation: Cursor): void {
  const [base, revision] = [baseOperation.at("responses"), revisionOperation.at("responses")];
  for (const [status, response] of base.patternedEntries()) {
    const exact = revision.at(status);
    const covering = exact.exists ? exact : coveringResponse(status, revision);
    const isSuccess = isSuccessStatus(status);
    const pair = { name: status, base: response, revision: exact, isSuccess, isCovered: covering.exists };
    walk.see("response", pair, "response");
    if (covering.exists) compareResponse(walk, response, covering);
  }
  for (const [status, response] of revision.patternedEntries()) {
    if (base.has(status)) continue;
    const covering = coveringResponse(status, base);
    const isSuccess = isSuccessStatus(status);
    const pair = { name: status, base: base.absent(), revision: response, isSuccess, isCovered: covering.exists };
    walk.see("response", pair, "response");
    if (covering.exists) compareResponse(walk, covering, response);
  }
}

function isSuccessStatus(status: string): boolean {
  return /^[123]/.test(status);
}

/** The range a status falls under; `default` stands for errors only, because a caller reads it as "something else". */
function coveringResponse(status: string, responses: Cursor): Cursor {
  const range = responses.at(`${status.slice(0, 1)}XX`);
  if (range.exists || isSuccessStatus(status)) return range;
  return responses.at("default");
}

function compareResponse(walk: StructureWalk, base: Cursor, revision: Cursor): void {
  compareHeaders(walk, base, revision);
  compareContent(walk, base, revision, "response", "res-body");
  compareLinks(walk, base, revision);
}
