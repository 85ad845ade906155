import { B2MML_PROBLEMS } from "../problems.js";
import type { MappingContext } from "./mapping-context.js";

/** What a lot status of the files means for the lot itself and for the stock of it. */
interface StatusMeaning {
  /** ISA-95 material lot disposition. */
  readonly disposition: "UNRESTRICTED" | "RESTRICTED";
  readonly stockStatus: "UNRESTRICTED" | "BLOCKED";
  /** Where the same handling unit would stand in the opposite status. */
  readonly oppositeStockStatus: "UNRESTRICTED" | "BLOCKED";
}

/** Status is free text in B2MML V0401; these two are the ones its published examples use. */
const MEANINGS: Readonly<Record<string, StatusMeaning>> = {
  Valid: { disposition: "UNRESTRICTED", stockStatus: "UNRESTRICTED", oppositeStockStatus: "BLOCKED" },
  NotValid: { disposition: "RESTRICTED", stockStatus: "BLOCKED", oppositeStockStatus: "UNRESTRICTED" },
};

/** Meaning of a status; an absent or unknown one is an ERROR, since a guess could free a blocked lot. */
export function mapStatus(
  status: string | undefined,
  pointer: string,
  context: MappingContext,
): StatusMeaning | undefined {
  const meaning = status !== undefined && Object.hasOwn(MEANINGS, status) ? MEANINGS[status] : undefined;
  if (meaning !== undefined) return meaning;
  const { B2MML_CONTENT_MISSING: missing, B2MML_CONTENT_UNSUPPORTED: unsupported } = B2MML_PROBLEMS;
  return context.findings.refuse({
    code: status === undefined ? missing.code : unsupported.code,
    message: status === undefined ? "The lot has no Status." : `The lot status "${status.slice(0, 60)}" is not known.`,
    pointer,
    fix: `Send the status as ${Object.keys(MEANINGS).join(" or ")}.`,
  });
}
