import { canonicalJson } from "../canonical-json.js";
import type { Cursor } from "./cursor.js";

/** From no promise to full promise; the names oasdiff reads from `x-stability-level`. */
const LEVELS: readonly string[] = ["draft", "alpha", "beta", "stable"];

/** Position on the ladder: without a mark a thing is stable; undefined for a mark nobody knows. */
export function stabilityRank(place: Cursor): number | undefined {
  const level = place.at("x-stability-level").value;
  if (level === undefined) return LEVELS.length - 1;
  const rank = typeof level === "string" ? LEVELS.indexOf(level) : -1;
  return rank < 0 ? undefined : rank;
}

/** Marked as draft or alpha: callers were promised nothing, so what changes inside breaks no promise. */
export function isExperimental(place: Cursor): boolean {
  const rank = stabilityRank(place);
  return place.exists && rank !== undefined && rank < LEVELS.indexOf("beta");
}

/** Same text apart from the order of members. */
export function isSameText(base: Cursor, revision: Cursor): boolean {
  return canonicalJson(base.value ?? null) === canonicalJson(revision.value ?? null);
}
