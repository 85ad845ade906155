import { InterlockError } from "../kernel/problem.js";
import { type AcceptResult, acceptProblems } from "../platform/accept/public.js";
import type { OperationStatus } from "../platform/operations/operation-status.js";
import type { OperationWaiter } from "../platform/operations/operation-waiter.js";
import { JsonText, type OperationReply, type RequestContext } from "./operation.js";

type Reply = OperationReply<200, OperationStatus> | OperationReply<202, OperationStatus>;

/** Seconds after which asking an operation again is worth it. */
const RETRY_AFTER = "1";

/** The problem of a code that an accept statement gave, with what is the case and what to do about it. */
export type RefusalOf = (
  code: string,
  detail: Readonly<Record<string, unknown>>,
  context: RequestContext,
) => InterlockError;

/** Answers an accepted, repeated or refused write as the contract says. @throws InterlockError for refusals */
export async function toAcceptReply(
  result: AcceptResult,
  context: RequestContext,
  waiter: OperationWaiter,
  refusalOf: RefusalOf,
): Promise<Reply> {
  if (result.verdict === "KEY_REUSED") {
    const detail = `Idempotency-Key ${context.idempotencyKey} was used with another body; choose a new key for a new request.`;
    throw new InterlockError(acceptProblems.IDEMPOTENCY_KEY_REUSED, { detail });
  }
  if (result.verdict === "REFUSED") throw refusalOf(result.code, result.detail, context);
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
