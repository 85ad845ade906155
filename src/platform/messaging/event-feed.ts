import type { PlantScope } from "../security/principal.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { CloudEvent } from "./cloud-event.js";

/** A published event with its place in the feed. */
export interface PublishedEvent {
  /** Ascending, not gap-free for a reader who may not see every plant. */
  readonly position: string;
  readonly event: CloudEvent;
}

/** What a reader asks for. */
export interface FeedQuery {
  /** Plants the reader may see. */
  readonly plants: PlantScope;
  /** Event type, such as `com.interlock.production-order.released.v1`. */
  readonly type: string | undefined;
  /** plantCode/orderNumber, or what else orders the events, such as openapi/production-order/v1. */
  readonly partitionKey: string | undefined;
}

/** Events of no plant tell of contracts, and those concern every reader. */
const SELECT = `
  SELECT position, event FROM il.outbox
  WHERE position > $1 AND ($2::text[] IS NULL OR plant_code = ANY($2) OR plant_code = '') AND ($3::text IS NULL OR type = $3)
    AND ($4::text IS NULL OR partition_key = $4)
  ORDER BY position LIMIT $5`;

/** Reads published events in the order of their positions. */
export class EventFeed {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  read(after: string, query: FeedQuery, limit: number): Promise<PublishedEvent[]> {
    const plants = query.plants === "*" ? null : query.plants;
    return this.unitOfWork.read(SELECT, [after, plants, query.type ?? null, query.partitionKey ?? null, limit]);
  }

  /** Position of the newest event, `0` when there is none. */
  async lastPosition(): Promise<string> {
    const [row] = await this.unitOfWork.read<{ last: string }>(
      "SELECT coalesce(max(position), 0) AS last FROM il.outbox WHERE position IS NOT NULL",
    );
    return row?.last ?? "0";
  }
}
