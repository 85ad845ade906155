import type { ContractBundle } from "../../governance/public.js";
import type { ComparableContract } from "./contract-document.js";

/** A contract as governance reads it, for comparison with pacts. */
export function comparableContract({ format, document, digest }: ContractBundle): ComparableContract {
  return { format, document, digest };
}
