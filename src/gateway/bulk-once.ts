import { InterlockError } from "../kernel/problem.js";
import { acceptProblems } from "../platform/accept/public.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { BulkResults } from "./bulk-reply.js";
import { JsonText, type OperationReply, type RequestContext } from "./operation.js";
import { gatewayProblems } from "./problems.js";

/** Seconds after which a list that is still worked on is worth asking for again. */
const RETRY_AFTER = "1";

const FIND = `
  SELECT request_hash AS "requestHash", response FROM il.idempotency
  WHERE client_id = $1 AND operation = $2 AND key = $3 AND expires_at > now()`;

const KEEP = `
  INSERT INTO il.idempotency (client_id, operation, key, request_hash, status, response, expires_at)
  VALUES ($1, $2, $3, $4, 200, $5, now() + interval '7 days')
  ON CONFLICT (client_id, operation, key) DO UPDATE SET request_hash = EXCLUDED.request_hash,
    response = EXCLUDED.response, operation_id = NULL, created_at = now(), expires_at = EXCLUDED.expires_at
    WHERE idempotency.expires_at <= now()`;

/**
 * Answers a list once for each Idempotency-Key: a repeat gets the same results, byte for byte. The items have keys of
 * their own, so a list whose answer was not kept (the process ended) may be sent again without a double effect; for the
 * same reason it is enough that this process alone knows which lists are under way.
 */
export class BulkOnce {
  readonly #underWay = new Set<string>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * @param operation operationId of the contract
   * @param work submits the items; called at most once
   * @throws InterlockError IN_FLIGHT or IDEMPOTENCY_KEY_REUSED
   */
  async run(
    context: RequestContext,
    operation: string,
    work: () => Promise<OperationReply<200, BulkResults>>,
  ): Promise<OperationReply<200, BulkResults>> {
    const place = [context.principal.clientId, operation, context.idempotencyKey ?? ""];
    const key = JSON.stringify(place);
    if (this.#underWay.has(key)) throw inFlight(context);
    this.#underWay.add(key);
    try {
      return (await this.#replay(context, place)) ?? (await this.#answer(context, place, work));
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #replay(
    { requestHash, idempotencyKey }: RequestContext,
    place: readonly string[],
  ): Promise<OperationReply<200, BulkResults> | undefined> {
    const [kept] = await this.unitOfWork.read<{ requestHash: string; response: string }>(FIND, [...place]);
    if (kept === undefined) return undefined;
    if (kept.requestHash === requestHash)
      return { status: 200, body: new JsonText(kept.response), headers: { "Idempotent-Replayed": "true" } };
    const detail = `Idempotency-Key ${idempotencyKey} was used with another list; choose a new key for a new request.`;
    throw new InterlockError(acceptProblems.IDEMPOTENCY_KEY_REUSED, { detail });
  }

  async #answer(
    { requestHash }: RequestContext,
    place: readonly string[],
    work: () => Promise<OperationReply<200, BulkResults>>,
  ): Promise<OperationReply<200, BulkResults>> {
    const { body } = await work();
    const text = body instanceof JsonText ? body.text : JSON.stringify(body);
    await this.unitOfWork.run((tx) => tx.query(KEEP, [...place, requestHash, text]));
    return { status: 200, body: new JsonText(text) };
  }
}

function inFlight({ idempotencyKey }: RequestContext): InterlockError {
  return new InterlockError(gatewayProblems.IN_FLIGHT, {
    detail: `A request with Idempotency-Key ${idempotencyKey} is under way; ask again when it has ended.`,
    headers: { "Retry-After": RETRY_AFTER },
  });
}
