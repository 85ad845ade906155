import type { Clock } from "../../kernel/clock.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog } from "../audit/audit-log.js";
import { type OperationStatus, settleOperation } from "../operations/operation-status.js";
import type { Tx, UnitOfWork } from "../persistence/unit-of-work.js";
import type { AcceptRequest, AcceptResult } from "./accept-writer.js";
import { Refusal } from "./refusal.js";

/** A write as the gateway established it. */
export type TransactionWrite = Omit<AcceptRequest, "lockKey" | "audited">;

/** What a write has come to, for the audit and its operation. */
export interface Written {
  readonly resourceId: string;
  readonly audited: Readonly<Record<string, unknown>>;
  /** True when nothing is left to be done by a workflow. */
  readonly isDone: boolean;
}

/** What a write does, in its transaction; now is when it was submitted. */
export type TransactionWork = (tx: Tx, operationId: string, now: Date) => Promise<Written>;

/** Held until the request that has the key has ended; whoever repeats it meanwhile is told so instead of waiting. */
const BEGIN_KEY = `
  SELECT pg_try_advisory_xact_lock(hashtextextended(json_build_array($1::text, $2::text, $3::text)::text, 0)) AS "isFirst"`;

const CLAIM_KEY = `
  INSERT INTO il.idempotency (client_id, operation, key, request_hash, status, operation_id, expires_at)
  VALUES ($1, $2, $3, $4, 202, $5, now() + interval '7 days')
  ON CONFLICT (client_id, operation, key) DO UPDATE SET
    request_hash = EXCLUDED.request_hash, status = EXCLUDED.status, operation_id = EXCLUDED.operation_id,
    response = NULL, created_at = now(), expires_at = EXCLUDED.expires_at
    WHERE idempotency.expires_at <= now()
  RETURNING key`;

const FIRST_ANSWER = `
  SELECT k.request_hash, k.operation_id, k.response, s.resource, s.submitted_at
  FROM il.idempotency k LEFT JOIN il.operation_status s ON s.id = k.operation_id
  WHERE k.client_id = $1 AND k.operation = $2 AND k.key = $3`;

const BEGIN_OPERATION = `
  INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id, submitted_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

interface FirstAnswer {
  readonly request_hash: string;
  readonly operation_id: string;
  readonly response: string | null;
  readonly resource: string;
  readonly submitted_at: Date;
}

/**
 * Durable accept of writes that are few and have rules of their own: one transaction each, with the idempotency key, the
 * operation's status, the audit entry and whatever the work adds. The same guarantees as those of AcceptWriter, without
 * its batches.
 */
export class AcceptInTransaction {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param work throws a Refusal, or an InterlockError, to leave nothing behind */
  async run(write: TransactionWrite, work: TransactionWork): Promise<AcceptResult> {
    try {
      return await this.unitOfWork.run((tx) => this.#accept(tx, write, work));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { verdict: "REFUSED", code: error.code, detail: { text: error.detail } };
    }
  }

  async #accept(tx: Tx, write: TransactionWrite, work: TransactionWork): Promise<AcceptResult> {
    const operationId = this.ids.next();
    const { clientId, operation, idempotencyKey, requestHash, plantCode, resource, correlationId } = write;
    const [begun] = await tx.query<{ isFirst: boolean }>(BEGIN_KEY, [clientId, operation, idempotencyKey]);
    if (begun?.isFirst !== true) throw inFlight(idempotencyKey);
    const claimed = await tx.query(CLAIM_KEY, [clientId, operation, idempotencyKey, requestHash, operationId]);
    if (claimed.length === 0) return await replay(tx, write);
    const submittedAt = this.clock.now();
    const status = [operationId, operation, plantCode, resource, clientId, correlationId, submittedAt];
    await tx.query(BEGIN_OPERATION, status);
    const written = await work(tx, operationId, submittedAt);
    await this.#record(tx, write, written);
    if (written.isDone) await settleOperation(tx, operationId, "SUCCEEDED");
    return { verdict: "ACCEPTED", ...answer(write, operationId, resource, submittedAt) };
  }

  async #record(tx: Tx, write: TransactionWrite, { resourceId, audited }: Written): Promise<void> {
    await this.audit.append(tx, [
      {
        actor: write.clientId,
        action: write.permission,
        resourceType: write.resourceType,
        resourceId,
        plantCode: write.plantCode,
        correlationId: write.correlationId,
        traceparent: write.traceparent,
        contentHash: write.documentHash,
        after: audited,
      },
    ]);
  }
}

function inFlight(key: string): Refusal {
  return new Refusal("IN_FLIGHT", `A request with Idempotency-Key ${key} is under way; ask again when it has ended.`);
}

/** The first answer again, byte for byte. */
async function replay(tx: Tx, write: TransactionWrite): Promise<AcceptResult> {
  const { clientId, operation, idempotencyKey, requestHash } = write;
  const [first] = await tx.query<FirstAnswer>(FIRST_ANSWER, [clientId, operation, idempotencyKey]);
  if (first === undefined) throw new Error(`the key of ${operation} vanished while it was looked at`);
  if (first.request_hash !== requestHash) return { verdict: "KEY_REUSED" };
  const again = answer(write, first.operation_id, first.resource, first.submitted_at);
  return { verdict: "REPLAYED", ...again, response: first.response ?? again.response };
}

function answer(
  { operation, plantCode, operationsPath }: TransactionWrite,
  id: string,
  resource: string,
  submittedAt: Date,
): { operationId: string; location: string; response: string } {
  const running: OperationStatus = {
    id,
    kind: operation,
    state: "RUNNING",
    plantCode,
    resource,
    submittedAt: submittedAt.toISOString(),
  };
  return { operationId: id, location: `${operationsPath}/${id}`, response: JSON.stringify(running) };
}
