/** Latency class of an exchange: real-time, near-real-time, batch. */
export type LatencyClass = "RT" | "NRT" | "BATCH";

/** CloudEvents 1.0 in JSON with the extensions of contracts/asyncapi. */
export interface CloudEvent {
  readonly specversion: "1.0";
  /** ULID; subscribers de-duplicate by it. */
  readonly id: string;
  readonly source: "urn:interlock:gateway";
  /** `com.interlock.<name>.v1` */
  readonly type: string;
  /** plantCode/orderNumber, or the line of a contract: `openapi/production-order/v1`. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly correlationid: string;
  readonly traceparent: string;
  /** Key inside which order is kept: the subject. */
  readonly partitionkey: string;
  readonly latencyclass: LatencyClass;
  /** Absent on events of the whole enterprise, such as those of contracts. */
  readonly plantcode?: string;
  readonly data: Readonly<Record<string, unknown>>;
}
