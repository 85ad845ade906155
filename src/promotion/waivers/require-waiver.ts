import { InterlockError } from "../../kernel/problem.js";
import { promotionProblems } from "../problems.js";
import type { Waiver } from "./waiver.js";

/** @throws InterlockError WAIVER_NOT_FOUND */
export function requireWaiver(waiver: Waiver | undefined, id: string): Waiver {
  if (waiver !== undefined) return waiver;
  const detail = `There is no waiver ${id.slice(0, 40)}; list the waivers.`;
  throw new InterlockError(promotionProblems.WAIVER_NOT_FOUND, { detail });
}
