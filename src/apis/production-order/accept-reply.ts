import { InterlockError } from "../../kernel/problem.js";
import { JsonText, type OperationReply, type RequestContext, type VersionCondition } from "../../gateway/public.js";
import { type AcceptResult, orderProblems, problemOf } from "../../orders/public.js";
import type { OperationStatus } from "../../platform/operations/operation-status.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";

type Reply = OperationReply<200, OperationStatus> | OperationReply<202, OperationStatus>;

/** Seconds after which asking an operation again is worth it. */
const RETRY_AFTER = "1";

/** Answers an accepted, repeated or refused write as the contract says. @throws InterlockError for refusals */
export async function toAcceptReply(
  result: AcceptResult,
  context: RequestContext,
  waiter: OperationWaiter,
): Promise<Reply> {
  if (result.verdict === "KEY_REUSED") {
    const detail = `Idempotency-Key ${context.idempotencyKey} was used with another body; choose a new key for a new request.`;
    throw new InterlockError(orderProblems.IDEMPOTENCY_KEY_REUSED, { detail });
  }
  if (result.verdict === "REFUSED") throw refusal(result.code, result.detail, context);
  const location = result.verdict === "SAME" ? `${context.basePath}/operations/${result.operationId}` : result.location;
  const replayed: Record<string, string> = result.verdict === "REPLAYED" ? { "Idempotent-Replayed": "true" } : {};
  if (context.waitSeconds === 0 && result.verdict !== "SAME") {
    return {
      status: 202,
      body: new JsonText(result.response),
      headers: { Location: location, "Retry-After": RETRY_AFTER, ...replayed },
    };
  }
  const status = await waiter.wait(result.operationId, context.waitSeconds);
  if (status === undefined) throw new Error(`operation ${result.operationId} is missing`);
  return toStatusReply(status, { Location: location, ...replayed }, context.waitSeconds);
}

function toStatusReply(body: OperationStatus, headers: Record<string, string>, waitSeconds: number): Reply {
  if (body.state === "RUNNING") return { status: 202, body, headers: { ...headers, "Retry-After": RETRY_AFTER } };
  const applied = waitSeconds > 0 ? { "Preference-Applied": `wait=${waitSeconds}` } : {};
  return { status: 200, body, headers: { ...headers, ...applied } };
}

function refusal(
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
