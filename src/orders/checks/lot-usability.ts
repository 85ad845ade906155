import type { Lot } from "../../plants/public.js";

/** Why a lot may not be consumed at a time; undefined when it may. Only IN_PROCESS and UNRESTRICTED lots may (ISA-95). */
export function lotObstacle(lot: Lot, at: string): string | undefined {
  if (lot.disposition !== "UNRESTRICTED" && lot.disposition !== "IN_PROCESS") return `has the disposition ${lot.disposition}`;
  const isExpired = lot.expiresAt !== undefined && Date.parse(lot.expiresAt) <= Date.parse(at);
  return isExpired ? `expired on ${lot.expiresAt}` : undefined;
}
