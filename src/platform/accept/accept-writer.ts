import type { Pool } from "pg";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog, PreparedEntry } from "../audit/audit-log.js";
import type { OperationStatus } from "../operations/operation-status.js";
import { type BatchRow, BatchWriter } from "../persistence/batch-writer.js";
import { isConnectionLoss } from "../persistence/connection-loss.js";
import type { AcceptStatement, COMMON_COLUMNS } from "./accept-statement.js";

/** Who sends what, as the gateway established it. */
export interface AcceptRequest {
  readonly clientId: string;
  /** operationId of the contract. */
  readonly operation: string;
  /** `resource:action` that was used. */
  readonly permission: string;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  /** SHA-256 of `document`. */
  readonly documentHash: string;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly plantCode: string;
  /** Key of what the row is about, such as `P100/4711`: rows of one key are judged one after the other. */
  readonly lockKey: string;
  /** What the audit entry says of the row besides the hash of its document. */
  readonly audited: Readonly<Record<string, string>>;
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
  /** The members below are absent from the answer about a batch that is all new. */
  readonly request_hash?: string | null;
  readonly operation_id?: string | null;
  readonly response?: string | null;
  readonly resource?: string | null;
  readonly submitted_at?: Date | null;
  readonly existing_operation_id?: string | null;
  readonly detail?: Readonly<Record<string, unknown>> | null;
}

/** The values of a resource's own columns. */
type OwnValues<Columns> = Readonly<
  Record<Exclude<keyof Columns, keyof typeof COMMON_COLUMNS>, string | number | undefined>
>;

/** Accepts durable writes of one kind through one batched statement. */
export class AcceptWriter<Columns extends typeof COMMON_COLUMNS> {
  readonly #writer: BatchWriter<VerdictRow>;
  readonly #columns: readonly string[];

  constructor(
    pool: Pool,
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
    name: string,
    statement: AcceptStatement<Columns>,
  ) {
    this.#columns = Object.keys(statement.columns);
    this.#writer = new BatchWriter(pool, {
      name,
      statement: statement.text,
      ...(statement.textIfNew === undefined ? {} : { statementIfNew: statement.textIfNew }),
      columnCount: this.#columns.length,
      rowsPerBatchMax: 256,
      batchesInFlightMax: 4,
      rowsBesideOthersMin: 32,
    });
  }

  /** @param id id of the new resource. @param own the resource's own columns */
  async accept(request: AcceptRequest, id: string, own: OwnValues<Columns>): Promise<AcceptResult> {
    const operationId = this.ids.next();
    const submittedAt = this.audit.now();
    const entry = this.#auditEntry(request, id);
    const row: Readonly<Record<string, string | number | undefined>> = {
      id,
      operation_id: operationId,
      client_id: request.clientId,
      operation: request.operation,
      idempotency_key: request.idempotencyKey,
      request_hash: request.requestHash,
      resource: request.resource,
      submitted_at: submittedAt,
      plant_code: request.plantCode,
      document: request.document,
      document_hash: request.documentHash,
      correlation_id: request.correlationId,
      traceparent: request.traceparent,
      action: request.permission,
      resource_type: request.resourceType,
      audit: entry.text,
      audit_mac: entry.mac,
      ...own,
    };
    const verdict = await this.#submit(entry, {
      key: request.lockKey,
      values: this.#columns.map((column) => asText(row[column])),
    });
    return toResult(verdict, request, operationId, submittedAt);
  }

  /** Tells the audit what became of the entry: written only with an accepted row, perhaps when the connection broke. */
  async #submit({ nodeSeq }: PreparedEntry, row: BatchRow): Promise<VerdictRow> {
    try {
      const verdict = await this.#writer.submit(row);
      this.audit.node.settle(nodeSeq, verdict.verdict === "ACCEPTED" ? "COMMITTED" : "ROLLED_BACK");
      return verdict;
    } catch (error) {
      this.audit.node.settle(nodeSeq, isConnectionLoss(error) ? "UNKNOWN" : "ROLLED_BACK");
      throw error;
    }
  }

  #auditEntry(request: AcceptRequest, id: string): PreparedEntry {
    return this.audit.prepare({
      actor: request.clientId,
      action: request.permission,
      resourceType: request.resourceType,
      resourceId: id,
      plantCode: request.plantCode,
      correlationId: request.correlationId,
      traceparent: request.traceparent,
      contentHash: request.documentHash,
      after: request.audited,
    });
  }
}

const asText = (value: string | number | undefined): string | null =>
  typeof value === "string" ? value : value === undefined ? null : String(value);

function toResult(row: VerdictRow, request: AcceptRequest, operationId: string, submittedAt: string): AcceptResult {
  switch (row.verdict) {
    case "ACCEPTED":
      return { verdict: "ACCEPTED", ...answer(request, operationId, request.resource, submittedAt) };
    case "REPLAYED":
      return row.request_hash === request.requestHash ? toReplay(row, request) : { verdict: "KEY_REUSED" };
    case "SAME":
      return { verdict: "SAME", operationId: row.existing_operation_id ?? "" };
    default:
      return { verdict: "REFUSED", code: row.verdict, detail: row.detail ?? {} };
  }
}

/** The first answer again, byte for byte: all it says is kept with the operation it started. */
function toReplay(row: VerdictRow, request: AcceptRequest): AcceptResult {
  const submittedAt = row.submitted_at?.toISOString() ?? "";
  const first = answer(request, row.operation_id ?? "", row.resource ?? "", submittedAt);
  return { verdict: "REPLAYED", ...first, response: row.response ?? first.response };
}

function answer(
  request: AcceptRequest,
  operationId: string,
  resource: string,
  submittedAt: string,
): { operationId: string; location: string; response: string } {
  const running: OperationStatus = {
    id: operationId,
    kind: request.operation,
    state: "RUNNING",
    plantCode: request.plantCode,
    resource,
    submittedAt,
  };
  const location = `${request.operationsPath}/${operationId}`;
  return { operationId, location, response: JSON.stringify(running) };
}
