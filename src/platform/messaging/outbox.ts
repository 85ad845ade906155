import type { Clock } from "../../kernel/clock.js";
import type { Finding } from "../../kernel/finding.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { Tx } from "../persistence/unit-of-work.js";
import type { CloudEvent, LatencyClass } from "./cloud-event.js";
import { EventContractError } from "./event-contract-error.js";
import type { EventSignal } from "./event-signal.js";

/** What a capability says of an event; the outbox adds the envelope. */
export interface EventIntent {
  /** Name without prefix and version, such as `production-order.released`. */
  readonly name: string;
  /** Major version of the event's contract, 2 for `.v2`; 1 when left out. */
  readonly version?: number;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly latencyClass: LatencyClass;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event of a plant that is ordered by something else than an order, such as a lot. */
export type PlantEventIntent = Omit<EventIntent, "orderNumber"> & {
  /** Key inside which order is kept, beginning with the plant: `P100/LOT/…`; the writer holds a lock for it. */
  readonly partitionKey: string;
};

/** An event of the whole enterprise, ordered by something else than an order of a plant. */
export type EnterpriseEventIntent = Omit<EventIntent, "plantCode" | "orderNumber"> & {
  /** Key inside which order is kept; the writer holds a lock for it until his transaction ends. */
  readonly partitionKey: string;
};

type AnyEventIntent = EventIntent | PlantEventIntent | EnterpriseEventIntent;

/** Plant of the rows that belong to none. */
const NO_PLANT = "";

const INSERT = `
  INSERT INTO il.outbox (event_id, type, plant_code, partition_key, event)
  SELECT event_id, type, plant_code, partition_key, event
  FROM json_to_recordset($1) AS e(event_id text, type text, plant_code text, partition_key text, event text)`;

/** Row of il.outbox as the batch statements take it. */
export interface OutboxRow {
  readonly event_id: string;
  readonly type: string;
  /** Empty for events of the whole enterprise. */
  readonly plant_code: string;
  readonly partition_key: string;
  readonly event: CloudEvent;
}

/** Names every breach of an event's contract, none when it may be published. */
export type EventValidator = (event: CloudEvent) => readonly Finding[];

/**
 * Writes events in the transaction of the change they tell of. The caller holds the lock of what the event is about,
 * such as its order row, so that inside one partition key the order of ids is the order of commits.
 */
export class Outbox {
  constructor(
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
    /** Absent where events are not checked before they are written. */
    private readonly validate?: EventValidator,
    private readonly signal?: EventSignal,
  ) {}

  /** @throws EventContractError when events are checked and one breaks its contract; the change is rolled back with it */
  async append(tx: Tx, intents: readonly AnyEventIntent[]): Promise<void> {
    if (intents.length === 0) return;
    const rows = intents.map((intent) => this.row(intent));
    for (const { event } of rows) this.check(() => event);
    await tx.query(INSERT, [JSON.stringify(rows)]);
    tx.onEnd((outcome) => {
      if (outcome !== "ROLLED_BACK") this.tell();
    });
  }

  /** There are events to publish. For statements that write their events themselves, after the commit. */
  tell(): void {
    this.signal?.tell("unpublished");
  }

  /**
   * For a statement that writes its event itself, as text. @param read makes the event from that text; called only where
   * events are checked @throws EventContractError
   */
  check(read: () => CloudEvent): void {
    if (this.validate === undefined) return;
    const event = read();
    const findings = this.validate(event);
    if (findings.length > 0) throw new EventContractError(event, findings);
  }

  row(intent: AnyEventIntent): OutboxRow {
    const { partitionKey, plantCode } = placeOf(intent);
    const event: CloudEvent = {
      specversion: "1.0",
      id: this.ids.next(),
      source: "urn:interlock:gateway",
      type: `com.interlock.${intent.name}.v${intent.version ?? 1}`,
      subject: partitionKey,
      time: this.clock.now().toISOString(),
      datacontenttype: "application/json",
      correlationid: intent.correlationId,
      traceparent: intent.traceparent,
      partitionkey: partitionKey,
      latencyclass: intent.latencyClass,
      ...(plantCode === undefined ? {} : { plantcode: plantCode }),
      data: intent.data,
    };
    const plant = plantCode ?? NO_PLANT;
    return { event_id: event.id, type: event.type, plant_code: plant, partition_key: partitionKey, event };
  }
}

function placeOf(intent: AnyEventIntent): { readonly partitionKey: string; readonly plantCode?: string } {
  if ("partitionKey" in intent) {
    const { partitionKey } = intent;
    return "plantCode" in intent ? { partitionKey, plantCode: intent.plantCode } : { partitionKey };
  }
  const { plantCode, orderNumber } = intent;
  return { partitionKey: `${plantCode}/${orderNumber}`, plantCode };
}
