import type { Pool } from "pg";
import { sha256Hex } from "../../kernel/hash.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { OperationStatus } from "../../platform/operations/operation-status.js";
import { BatchWriter } from "../../platform/persistence/batch-writer.js";

/** Who sends what, as the gateway established it. */
export interface AcceptRequest {
  readonly clientId: string;
  /** operationId of the contract. */
  readonly operation: string;
  /** `resource:action` that was used. */
  readonly permission: string;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  /** Path of the resource the work is about. */
  readonly resource: string;
  /** Address of the operations collection, such as `/production-order/v1/operations`. */
  readonly operationsPath: string;
  /** The accepted body, stored as it came. */
  readonly document: string;
  readonly resourceType: string;
}

/** What became of an accept request; a refusal code is one of the error catalogue. */
export type AcceptResult =
  | { readonly verdict: "ACCEPTED"; readonly operationId: string; readonly location: string; readonly response: string }
  | { readonly verdict: "REPLAYED"; readonly operationId: string; readonly location: string; readonly response: string }
  /** The very same document under another idempotency key; its work is already under way or done. */
  | { readonly verdict: "SAME"; readonly operationId: string }
  | { readonly verdict: "KEY_REUSED" }
  | { readonly verdict: "REFUSED"; readonly code: string; readonly detail: Readonly<Record<string, unknown>> };

interface VerdictRow {
  readonly n: number;
  readonly verdict: string;
  readonly request_hash: string | null;
  readonly location: string;
  readonly response: string;
  readonly existing_operation_id: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** Accepts durable writes of one kind through one batched statement. */
export class AcceptWriter {
  readonly #writer: BatchWriter<VerdictRow>;

  constructor(
    pool: Pool,
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
    name: string,
    statement: string,
  ) {
    this.#writer = new BatchWriter(pool, {
      name,
      statement,
      rowsPerBatchMax: 256,
      batchesInFlightMax: 4,
      rowsBesideOthersMin: 32,
    });
  }

  /** @param id id of the new resource. @param columns the resource's own columns */
  async accept(request: AcceptRequest, id: string, columns: Readonly<Record<string, unknown>>): Promise<AcceptResult> {
    const operationId = this.ids.next();
    const location = `${request.operationsPath}/${operationId}`;
    const running = this.#running(request, operationId);
    const response = JSON.stringify(running);
    const documentHash = sha256Hex(request.document);
    const head = JSON.stringify({
      id,
      operation_id: operationId,
      client_id: request.clientId,
      operation: request.operation,
      idempotency_key: request.idempotencyKey,
      request_hash: request.requestHash,
      location,
      resource: request.resource,
      response,
      submitted_at: running.submittedAt,
      plant_code: request.plantCode,
      order_number: request.orderNumber,
      document_hash: documentHash,
      correlation_id: request.correlationId,
      traceparent: request.traceparent,
      action: request.permission,
      resource_type: request.resourceType,
      audit: this.#auditEntry(request, id, documentHash),
      ...columns,
    });
    const row = await this.#writer.submit({
      key: `${request.plantCode}/${request.orderNumber}`,
      json: `${head.slice(0, -1)},"document":${request.document}`,
    });
    return toResult(row, request.requestHash, { operationId, location, response });
  }

  #running(request: AcceptRequest, operationId: string): OperationStatus {
    return {
      id: operationId,
      kind: request.operation,
      state: "RUNNING",
      plantCode: request.plantCode,
      resource: request.resource,
      submittedAt: this.audit.now(),
    };
  }

  #auditEntry(request: AcceptRequest, id: string, documentHash: string): unknown {
    return this.audit.row({
      actor: request.clientId,
      action: request.permission,
      resourceType: request.resourceType,
      resourceId: id,
      plantCode: request.plantCode,
      correlationId: request.correlationId,
      traceparent: request.traceparent,
      contentHash: documentHash,
      after: { orderNumber: request.orderNumber },
    }).entry;
  }
}

function toResult(
  row: VerdictRow,
  requestHash: string,
  accepted: { operationId: string; location: string; response: string },
): AcceptResult {
  switch (row.verdict) {
    case "ACCEPTED":
      return { verdict: "ACCEPTED", ...accepted };
    case "REPLAYED":
      if (row.request_hash !== requestHash) return { verdict: "KEY_REUSED" };
      return {
        verdict: "REPLAYED",
        operationId: row.location.slice(row.location.lastIndexOf("/") + 1),
        location: row.location,
        response: row.response,
      };
    case "SAME":
      return { verdict: "SAME", operationId: row.existing_operation_id ?? "" };
    default:
      return { verdict: "REFUSED", code: row.verdict, detail: row.detail ?? {} };
  }
}
