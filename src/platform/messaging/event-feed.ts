import type { PlantScope } from "../security/principal.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { CloudEvent } from "./cloud-event.js";
import { EventVersions, type SpokenVersions } from "./event-versions.js";

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
  /** Versions the reader speaks where that is not the newest. */
  readonly spoken?: SpokenVersions;
}

const NEWEST: SpokenVersions = new Map();

/** Events of no plant tell of contracts, and those concern every reader. */
const SELECT = `
  SELECT position, event::json AS event FROM il.outbox
  WHERE position > $1 AND ($2::text[] IS NULL OR plant_code = ANY($2) OR plant_code = '') AND ($3::text[] IS NULL OR type = ANY($3))
    AND ($4::text IS NULL OR partition_key = $4)
  ORDER BY position LIMIT $5`;

/** Reads published events in the order of their positions. */
export class EventFeed {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: EventVersions = new EventVersions(),
  ) {}

  /** Events that the reader's version has no words for come in the version that has. */
  async read(after: string, query: FeedQuery, limit: number): Promise<PublishedEvent[]> {
    const { type, spoken = NEWEST } = query;
    const plants = query.plants === "*" ? null : query.plants;
    const types = type === undefined ? null : this.versions.storedTypes(type);
    const parameters = [after, plants, types, query.partitionKey ?? null, limit];
    const rows = await this.unitOfWork.read<PublishedEvent>(SELECT, parameters);
    return rows.map(({ position, event }) => ({ position, event: this.versions.word(event, type, spoken) }));
  }

  /** Position of the newest event, `0` when there is none. */
  async lastPosition(): Promise<string> {
    const [row] = await this.unitOfWork.read<{ last: string }>(
      "SELECT coalesce(max(position), 0) AS last FROM il.outbox WHERE position IS NOT NULL",
    );
    return row?.last ?? "0";
  }
}
