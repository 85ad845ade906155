import type { UlidFactory } from "../kernel/ulid.js";
import type { AuditIntent, AuditLog } from "../platform/audit/audit-log.js";
import type { LatencyClass } from "../platform/messaging/cloud-event.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { ENQUEUE_POSTINGS } from "./enqueue-postings.statement.js";
import { laneOf } from "./lane.js";
import type { NewPosting } from "./posting.js";

/** SAP's ReferenceDocument has 16 characters: exactly the random part of a ULID. */
const EXTERNAL_KEY_LENGTH = 16;

/**
 * Should nobody close a window at its end, its postings go as they are this much later: late and apart is better than
 * never.
 */
const WINDOW_GRACE_MS = 60_000;

/** A posting with its pace and its timer, ready to be written. */
export interface WrittenPosting extends Omit<NewPosting, "sourceId" | "operationId"> {
  readonly latencyClass: LatencyClass;
  /** End of the window in which it waits for others; undefined when it is due at once. */
  readonly windowUntil?: Date | undefined;
  /** From then on its timer runs. */
  readonly slaFrom: Date;
  readonly slaMs: number;
  /** Where it comes from; undefined for an aggregate, which is its own source. */
  readonly source?: Pick<NewPosting, "sourceId" | "operationId">;
  /** How many postings it carries; 0 for one that stands for itself. */
  readonly memberCount: number;
}

/** Writes rows of the ledger with their audit entries, in the order given. */
export class PostingWriter {
  constructor(
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
  ) {}

  /** @returns the ids, in the order of the postings */
  async write(tx: Tx, postings: readonly WrittenPosting[]): Promise<string[]> {
    const rows = postings.map((posting) => this.#row(posting));
    await tx.query(ENQUEUE_POSTINGS, [JSON.stringify(rows)]);
    await this.audit.append(
      tx,
      postings.map((posting, index) => enqueued(posting, rows[index]?.id ?? "")),
    );
    return rows.map((row) => row.id);
  }

  #row(posting: WrittenPosting) {
    const id = this.ids.next();
    const { slaFrom, source, windowUntil } = posting;
    return {
      id,
      plant_code: posting.plantCode,
      order_number: posting.orderNumber,
      destination: posting.destination,
      lane: laneOf(posting.plantCode, posting.orderNumber),
      kind: posting.kind,
      source_id: source?.sourceId ?? id,
      operation_id: source?.operationId ?? id,
      document: posting.document,
      external_key: id.slice(-EXTERNAL_KEY_LENGTH),
      correlation_id: posting.correlationId,
      traceparent: posting.traceparent,
      latency_class: posting.latencyClass,
      next_at: windowUntil === undefined ? null : new Date(windowUntil.getTime() + WINDOW_GRACE_MS),
      window_until: windowUntil ?? null,
      sla_from: slaFrom,
      sla_due_at: new Date(slaFrom.getTime() + posting.slaMs),
      member_count: posting.memberCount,
    };
  }
}

function enqueued(posting: WrittenPosting, id: string): AuditIntent {
  const { kind, latencyClass, memberCount, orderNumber, source } = posting;
  return {
    actor: "worker",
    action: "posting:enqueue",
    resourceType: "posting",
    resourceId: id,
    plantCode: posting.plantCode,
    correlationId: posting.correlationId,
    traceparent: posting.traceparent,
    after: {
      state: "PENDING",
      kind,
      orderNumber,
      latencyClass,
      ...(source === undefined ? { memberCount } : { sourceId: source.sourceId }),
    },
  };
}
