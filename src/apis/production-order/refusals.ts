import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import type { RequestContext, VersionCondition } from "../../gateway/public.js";
import { needOf, type OrderCommandName, problemOf } from "../../orders/public.js";

/** A refusal of the accept statements, in words that name the remedy. */
export function refusalOf(
  code: string,
  detail: Readonly<Record<string, unknown>>,
  { plantCode, ifMatch }: RequestContext,
): InterlockError {
  return refusal(code, detail, plantCode, ifMatch);
}

/** The same for one item of a list, which has a plant of its own and no version. */
export function itemRefusalOf(
  code: string,
  detail: Readonly<Record<string, unknown>>,
  plantCode: string,
): InterlockError {
  return refusal(code, detail, plantCode, undefined);
}

function refusal(
  code: string,
  detail: Readonly<Record<string, unknown>>,
  plantCode: string | undefined,
  ifMatch: VersionCondition | undefined,
): InterlockError {
  const { dependents, ...values } = detail;
  const say = DETAILS[code];
  const text = say === undefined ? undefined : say(values as RefusalDetail, ifMatch);
  const errors = Array.isArray(dependents) && dependents.length > 0 ? { errors: dependents as Finding[] } : {};
  return new InterlockError(problemOf(code), {
    ...(text === undefined ? {} : { detail: text }),
    ...errors,
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
      : `If-Match names ${named(ifMatch)}, the version is ${version}; read it again.`,
  ORDER_CLOSED: ({ state }) => `The order is ${state}; a change needs an order that is still open.`,
  ORDER_STATE_CONFLICT: ({ state, syncState, command }) =>
    `The order is ${state} ${syncState}; ${command} needs ${needOf(command as OrderCommandName)}.`,
  CONFIRMATION_NOT_FOUND: () => "The order has no such confirmation.",
  ALREADY_REVERSED: ({ reversedBy }) => `Confirmation ${reversedBy} has taken it back already.`,
  REVERSAL_NOT_POSSIBLE: notReversible,
  FORBIDDEN_ACTION: () => "The policy keeps this order, or this state of it, from the caller.",
  ORDER_HELD: () => "The order is held; it takes no change until the hold is released.",
  QTY_BELOW_CONFIRMED: ({ confirmed }) =>
    `${confirmed} are already confirmed; release at least that quantity, in the same unit.`,
  ORDER_HAS_ACTIVITY: ({ command }) =>
    command === "CANCEL"
      ? "The plant has begun to work on the order; it can only be aborted."
      : "An operation that the plant has started is missing in the new revision; keep it.",
  SEQUENCE_CONFLICT: ({ confirmationId }) =>
    `Another report with this sequence is stored as ${confirmationId}; count on, or repeat the very same report.`,
  ORDER_NOT_FOUND: () => "There is no such order in the plant.",
  ACKNOWLEDGEMENT_NOT_EXPECTED: ({ syncState, dispatchId }) =>
    `The order is ${syncState} with dispatch ${dispatchId ?? "none"}; acknowledge the current dispatch once.`,
};

function notReversible({ confirmationState, kind, reverses }: RefusalDetail): string {
  if (reverses !== null) return `It takes ${reverses} back itself; report what really happened as a new confirmation.`;
  if (confirmationState !== "APPLIED") return `It is ${confirmationState}; only what was applied can be taken back.`;
  if (kind === "START" || kind === "PAUSE" || kind === "RESUME")
    return `A ${kind} carries no amounts; report what happened instead.`;
  return "Later confirmations rest on it; reverse those first, in the order of errors.";
}

/** A weak tag, or one that this gateway never gave, names no version. */
function named(ifMatch: VersionCondition = []): string {
  if (ifMatch === "*") return "any version";
  return ifMatch.length === 0 ? "no version" : `version ${ifMatch.join(" or ")}`;
}
