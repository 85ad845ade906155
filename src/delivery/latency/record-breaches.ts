import type { PostingKind } from "../../connectors/public.js";
import type { Clock } from "../../kernel/clock.js";
import type { AuditIntent, AuditLog } from "../../platform/audit/audit-log.js";
import type { LatencyClass } from "../../platform/messaging/cloud-event.js";
import type { EventIntent, Outbox } from "../../platform/messaging/outbox.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PostingListeners } from "../posting-listeners.js";
import type { PostingState } from "../posting-states.js";
import { OVERDUE_ORDERS, RECORD_BREACHES } from "./sla-breach.statement.js";

/** Postings looked at in a round; after an outage of the ERP all of a backlog are late, and its delivery comes first. */
const POSTINGS_PER_ROUND = 100;

interface OverdueOrder {
  readonly plantCode: string;
  readonly orderNumber: string;
}

/** A posting that was not booked when it should have been. */
interface Breach {
  readonly id: string;
  readonly kind: PostingKind;
  readonly sourceId: string;
  readonly state: PostingState;
  readonly latencyClass: LatencyClass;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly postedAt: Date | null;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** What is written down of breaches, and with what. */
export interface BreachRecords {
  readonly outbox: Outbox;
  readonly audit: AuditLog;
}

/**
 * Records each posting once that takes longer than its class may, with its event: while it is still on its way, or
 * afterwards when it arrived late in between.
 */
export class RecordBreaches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly listeners: PostingListeners,
    private readonly records: BreachRecords,
    private readonly clock: Clock,
  ) {}

  /** @returns whether there was a breach */
  async round(): Promise<boolean> {
    const now = this.clock.now();
    const orders = await this.unitOfWork.read<OverdueOrder>(OVERDUE_ORDERS, [now, POSTINGS_PER_ROUND]);
    for (const order of orders) await this.#record(order, now);
    return orders.length > 0;
  }

  #record({ orderNumber, plantCode }: OverdueOrder, now: Date): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.listeners.listener.lock(tx, plantCode, orderNumber);
      const breaches = await tx.query<Breach>(RECORD_BREACHES, [now, plantCode, orderNumber]);
      await this.records.audit.append(
        tx,
        breaches.map((breach) => entryOf(plantCode, breach)),
      );
      await this.records.outbox.append(
        tx,
        breaches.map((breach) => eventOf({ orderNumber, plantCode }, breach, now)),
      );
    });
  }
}

function entryOf(plantCode: string, breach: Breach): AuditIntent {
  const { correlationId, dueAt, id, latencyClass, state, traceparent } = breach;
  return {
    actor: "worker",
    action: "posting:breach-sla",
    resourceType: "posting",
    resourceId: id,
    plantCode,
    correlationId,
    traceparent,
    after: { state, latencyClass, dueAt: dueAt.toISOString() },
  };
}

/** PostingSlaBreached of contracts/schemas/events.yaml. */
function eventOf(order: OverdueOrder, breach: Breach, now: Date): EventIntent {
  const { correlationId, dueAt, id, kind, latencyClass, postedAt, sourceId, startedAt, state, traceparent } = breach;
  return {
    ...order,
    name: "posting.sla-breached",
    latencyClass: "RT",
    correlationId,
    traceparent,
    data: {
      postingId: id,
      kind,
      sourceId,
      state,
      latencyClass,
      startedAt: startedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      detectedAt: now.toISOString(),
      ...(postedAt === null ? {} : { postedAt: postedAt.toISOString() }),
    },
  };
}
