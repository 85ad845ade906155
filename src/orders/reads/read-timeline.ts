import { traceIdOf } from "../../kernel/trace-context.js";
import type { PostingAttempt, PostingReads } from "../../delivery/public.js";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { decodeCursor, encodeCursor } from "./cursor.js";
import { eventName, timelineTitle } from "./timeline-title.js";

/** TimelineEntry of the contract. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly traceId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An entry with its sort key: time, then the id of what it shows. */
interface SortedEntry {
  readonly entry: TimelineEntry;
  readonly id: string;
}

const EVENTS = `
  SELECT o.id::text, event::json AS event FROM il.outbox o
  WHERE partition_key = $1 AND ($2::text IS NULL OR (event::json ->> 'time', o.id) > ($2, $3::bigint))
  ORDER BY event::json ->> 'time', o.id LIMIT $4`;

/** Time of the last entry, and the id of its event (padded) or of its attempt. */
const CURSOR_SHAPES = [/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z$/, /^(0[0-9]{18}|[0-9A-HJKMNP-TV-Z]{26}-[0-9]{6})$/];

/** Attempts sort behind the events of their millisecond, so none of those is asked for again. */
const BEHIND_EVERY_EVENT = "9223372036854775807";

/**
 * What happened to an order: its events, and those attempts to post that did not end in a document (the others are
 * events already).
 */
export class ReadTimeline {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly postings: PostingReads,
  ) {}

  /** @throws InterlockError CURSOR_INVALID */
  async read(
    plantCode: string,
    orderNumber: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: TimelineEntry[]; nextCursor: string | null }> {
    const [at, id] = decodeCursor(cursor, CURSOR_SHAPES) ?? [];
    const key = `${plantCode}/${orderNumber}`;
    const eventId = id?.includes("-") === true ? BEHIND_EVERY_EVENT : (id ?? "0");
    const events = await this.unitOfWork.read<{ id: string; event: CloudEvent }>(EVENTS, [
      key,
      at ?? null,
      eventId,
      limit + 1,
    ]);
    const attempts = await this.postings.failedAttempts(plantCode, orderNumber);
    const after = at === undefined ? "" : `${at}|${id}`;
    const entries = [...events.map(({ id: rowId, event }) => fromEvent(rowId, event)), ...attempts.map(fromAttempt)]
      .filter((item) => sortKey(item) > after)
      .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    const page = entries.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = entries.length > limit && last !== undefined ? encodeCursor([last.entry.at, last.id]) : null;
    return { items: page.map((item) => item.entry), nextCursor };
  }
}

/** Ids of one kind are padded so that text order is number order. */
const sortKey = (item: SortedEntry): string => `${item.entry.at}|${item.id}`;

function fromEvent(rowId: string, event: CloudEvent): SortedEntry {
  const traceId = traceIdOf(event.traceparent);
  return {
    id: rowId.padStart(19, "0"),
    entry: {
      at: event.time,
      kind: eventName(event.type),
      title: timelineTitle(event),
      eventId: event.id,
      correlationId: event.correlationid,
      ...(traceId === undefined ? {} : { traceId }),
      data: event.data,
    },
  };
}

function fromAttempt(attempt: PostingAttempt): SortedEntry {
  const reason = attempt.problem === undefined ? "" : `: ${attempt.problem.code}`;
  return {
    id: `${attempt.postingId}-${String(attempt.n).padStart(6, "0")}`,
    entry: {
      at: attempt.endedAt,
      kind: "posting-attempt",
      title: `${attempt.kind} attempt ${attempt.n} (${attempt.action}) ended ${attempt.outcome}${reason}`.slice(0, 300),
      data: { postingId: attempt.postingId, n: attempt.n, action: attempt.action, outcome: attempt.outcome },
    },
  };
}
