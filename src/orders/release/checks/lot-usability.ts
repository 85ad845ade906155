import { type Lot, instantOf } from "../../../plants/public.js";

/** Why a lot may not be consumed at a time; undefined when it may. Only IN_PROCESS and UNRESTRICTED lots may (ISA-95). */
export function lotObstacle(lot: Lot, at: string): string | undefined {
  if (lot.disposition !== "UNRESTRICTED" && lot.disposition !== "IN_PROCESS")
    return `has the disposition ${lot.disposition}`;
  const isExpired = lot.expiresAt !== undefined && instantOf(lot.expiresAt) <= instantOf(at);
  return isExpired ? `expired on ${lot.expiresAt}` : undefined;
}
