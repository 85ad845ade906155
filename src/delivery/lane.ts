import { sha256Hex } from "../kernel/hash.js";

/** Lanes per destination; the column's CHECK allows exactly these. */
export const LANE_COUNT = 256;

/** The lane of an order: a stable hash, so that all postings of one order stand in one lane on every process. */
export function laneOf(plantCode: string, orderNumber: string): number {
  return Number.parseInt(sha256Hex(`${plantCode}/${orderNumber}`).slice(0, 2), 16);
}
