import { InterlockError, type Problem, toProblem } from "../kernel/problem.js";
import { type AcceptResult, acceptProblems } from "../platform/accept/public.js";
import type { BulkEntry, BulkItem } from "./bulk-items.js";
import type { OperationReply, RequestContext } from "./operation.js";

/** What became of one item (contracts/schemas/bulk.yaml, BulkResult). */
export interface BulkResult {
  /** Place in the list as it was sent, from 0. */
  readonly index: number;
  readonly outcome: "ACCEPTED" | "REPLAYED" | "REFUSED";
  readonly operationId?: string;
  /** Address of the operation that shows how the work goes on. */
  readonly location?: string;
  readonly problem?: Problem;
}

/** One result for each item, in the order of the list. */
export interface BulkResults {
  readonly accepted: number;
  readonly replayed: number;
  readonly refused: number;
  readonly results: readonly BulkResult[];
}

/** How a capability takes the items of a list. */
export interface BulkSubmission<Item> {
  /** @throws InterlockError for an item that is refused before it is stored */
  readonly submit: (entry: BulkEntry<Item>) => Promise<AcceptResult>;
  /** The problem of a refusal that the accept statement gave. */
  readonly refusalOf: (code: string, detail: Readonly<Record<string, unknown>>, item: Item) => InterlockError;
}

/**
 * Submits every sound item and answers each of them. All are on their way together, so that they share statements and
 * commits. When one of them fails for a reason of ours the whole request fails; repeated, it finds what was stored.
 */
export async function toBulkReply<Item>(
  items: readonly BulkItem<Item>[],
  context: RequestContext,
  submission: BulkSubmission<Item>,
): Promise<OperationReply<200, BulkResults>> {
  const settled = await Promise.allSettled(items.map((item) => toResult(item, context, submission)));
  const results = settled.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
  const countOf = (outcome: BulkResult["outcome"]): number => results.filter((each) => each.outcome === outcome).length;
  const counts = { accepted: countOf("ACCEPTED"), replayed: countOf("REPLAYED"), refused: countOf("REFUSED") };
  return { status: 200, body: { ...counts, results } };
}

async function toResult<Item>(
  item: BulkItem<Item>,
  context: RequestContext,
  { submit, refusalOf }: BulkSubmission<Item>,
): Promise<BulkResult> {
  if (item.refusal !== undefined) return refused(item.index, item.refusal, context);
  try {
    const result = await submit(item);
    if (result.verdict === "REFUSED") throw refusalOf(result.code, result.detail, item.value);
    if (result.verdict === "KEY_REUSED") throw keyReused();
    const outcome = result.verdict === "ACCEPTED" ? "ACCEPTED" : "REPLAYED";
    const { operationId } = result;
    return { index: item.index, outcome, operationId, location: `${context.basePath}/operations/${operationId}` };
  } catch (error) {
    if (!(error instanceof InterlockError)) throw error;
    return refused(item.index, error, context);
  }
}

function refused(
  index: number,
  { definition, details }: InterlockError,
  { correlationId }: RequestContext,
): BulkResult {
  return { index, outcome: "REFUSED", problem: toProblem(definition, details, correlationId) };
}

function keyReused(): InterlockError {
  const detail = "The idempotencyKey of the item was used with other content; choose a new key for a new item.";
  return new InterlockError(acceptProblems.IDEMPOTENCY_KEY_REUSED, { detail });
}
