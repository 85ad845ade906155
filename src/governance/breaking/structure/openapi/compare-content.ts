import type { Location } from "../../view.js";
import type { Cursor } from "../cursor.js";
import type { ExchangeSide, StructureWalk } from "../structure-walk.js";
import type { MediaTypePair } from "../subjects.js";
import { hasEncoding, isMediaRange, mediaTypeCounterpart } from "./media-type.js";

/** Compares two `content` maps: every media type of the base needs a counterpart; their schemas are compared. */
export function compareContent(
  walk: StructureWalk,
  baseHolder: Cursor,
  revisionHolder: Cursor,
  side: ExchangeSide,
  location: Location,
): void {
  const [base, revision] = [baseHolder.at("content"), revisionHolder.at("content")];
  const baseNames = base.entries().map(([name]) => name);
  const revisionNames = revision.entries().map(([name]) => name);
  const paired = new Set<string>();
  for (const name of baseNames) {
    for (const counterpartName of counterpartsOf(name, revisionNames, side)) {
      if (counterpartName !== undefined) paired.add(counterpartName);
      const revisionType = counterpartName === undefined ? revision.absent() : revision.at(counterpartName);
      seeMediaType(walk, mediaTypePair(name, base.at(name), revisionType, counterpartName), side, location);
    }
  }
  for (const name of revisionNames) {
    if (paired.has(name) || mediaTypeCounterpart(name, baseNames) !== undefined) continue;
    walk.see("media-type", mediaTypePair(name, base.absent(), revision.at(name), undefined), side, location);
  }
}

/** A response that may have been of any type of a range may become one of them; a request may not. */
function counterpartsOf(name: string, candidates: readonly string[], side: ExchangeSide): (string | undefined)[] {
  const counterpart = mediaTypeCounterpart(name, candidates);
  if (counterpart !== undefined || side === "request") return [counterpart];
  const inside = candidates.filter((candidate) => mediaTypeCounterpart(candidate, [name]) !== undefined);
  return inside.length === 0 ? [undefined] : inside;
}

function mediaTypePair(
  name: string,
  base: Cursor,
  revision: Cursor,
  counterpartName: string | undefined,
): MediaTypePair {
  const isRangeWidened = counterpartName !== undefined && isMediaRange(counterpartName) && !isMediaRange(name);
  return { name, base, revision, isRangeWidened };
}

function seeMediaType(walk: StructureWalk, pair: MediaTypePair, side: ExchangeSide, location: Location): void {
  walk.see("media-type", pair, side, location);
  if (!pair.base.exists || !pair.revision.exists) return;
  compareSchemaMembers(walk, pair, side, location);
  if (hasEncoding(pair.name)) walk.see("encoding", pair, side, location);
}

/** `itemSchema` describes one item of a stream (OpenAPI 3.2). A side without a schema admits everything. */
function compareSchemaMembers(walk: StructureWalk, pair: MediaTypePair, side: ExchangeSide, location: Location): void {
  for (const member of ["schema", "itemSchema"]) {
    walk.compareSchemas(location, side, pair, { base: member, revision: member });
  }
}
