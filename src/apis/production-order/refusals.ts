import { InterlockError } from "../../kernel/problem.js";
import type { RequestContext, VersionCondition } from "../../gateway/public.js";
import { problemOf } from "../../orders/public.js";

/** A refusal of the accept statements, in words that name the remedy. */
export function refusalOf(
  code: string,
  detail: Readonly<Record<string, unknown>>,
  { plantCode, ifMatch }: RequestContext,
): InterlockError {
  const say = DETAILS[code];
  const text = say === undefined ? undefined : say(detail as RefusalDetail, ifMatch);
  return new InterlockError(problemOf(code), {
    ...(text === undefined ? {} : { detail: text }),
    ...(plantCode === undefined ? {} : { plantCode }),
  });
}

/** What the statements answer: JSON of plain values, null where there is none. */
type RefusalDetail = Readonly<Record<string, string | number | null>>;
type Detail = (detail: RefusalDetail, ifMatch: VersionCondition | undefined) => string;

/** What is the case and what to do about it, by refusal. */
const DETAILS: Readonly<Record<string, Detail>> = {
  STALE_REVISION: ({ revision }) =>
    `Revision ${revision} of the order is stored; send a higher revision, or the same revision with the same content.`,
  ETAG_MISMATCH: ({ version }, ifMatch) =>
    version === null
      ? `If-Match names ${named(ifMatch)}, but there is no such order; leave If-Match out for a new order.`
      : `If-Match names ${named(ifMatch)}, the order has version ${version}; read the order again.`,
  ORDER_CLOSED: ({ state }) => `The order is ${state}; a change needs an order that is still open.`,
  ORDER_HELD: () => "The order is held; it takes no change until the hold is released.",
  QTY_BELOW_CONFIRMED: ({ confirmed }) =>
    `${confirmed} are already confirmed; release at least that quantity, in the same unit.`,
  ORDER_HAS_ACTIVITY: () => "An operation that the plant has started is missing in the new revision; keep it.",
  SEQUENCE_CONFLICT: ({ confirmationId }) =>
    `Another report with this sequence is stored as ${confirmationId}; count on, or repeat the very same report.`,
  ORDER_NOT_FOUND: () => "There is no such order in the plant.",
  ACKNOWLEDGEMENT_NOT_EXPECTED: ({ syncState, dispatchId }) =>
    `The order is ${syncState} with dispatch ${dispatchId ?? "none"}; acknowledge the current dispatch once.`,
};

/** A weak tag, or one that this gateway never gave, names no version. */
function named(ifMatch: VersionCondition = []): string {
  if (ifMatch === "*") return "any version";
  return ifMatch.length === 0 ? "no version" : `version ${ifMatch.join(" or ")}`;
}
