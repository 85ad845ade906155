import { sha256Hex } from "../kernel/hash.js";

/**
 * The lane of an order, 0 to 255 (the column's CHECK): a stable hash, so that all postings of one order stand in one
 * lane on every process.
 */
export function laneOf(plantCode: string, orderNumber: string): number {
  return Number.parseInt(sha256Hex(`${plantCode}/${orderNumber}`).slice(0, 2), 16);
}
