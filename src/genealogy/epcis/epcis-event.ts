/** Amount of one EPC class (EPCIS 2.0 §7.3.3.3); `uom` is a code of UNECE Recommendation 20. */
export interface QuantityElement {
  readonly epcClass: string;
  readonly quantity: number;
  readonly uom: string;
}

interface EventBase {
  readonly eventID: string;
  /** RFC 3339, UTC. */
  readonly eventTime: string;
  /** RFC 3339, UTC; when Interlock recorded it. */
  readonly recordTime?: string;
  /** Such as `+01:00`. */
  readonly eventTimeZoneOffset: string;
  /** Standard value of the Core Business Vocabulary 2.0. */
  readonly bizStep: string;
  readonly disposition?: string;
  readonly readPoint: { readonly id: string };
  readonly bizTransactionList?: readonly { readonly type: string; readonly bizTransaction: string }[];
}

/** Inputs that became outputs; events of one order share their transformationID. */
export interface TransformationEvent extends EventBase {
  readonly type: "TransformationEvent";
  readonly transformationID: string;
  readonly inputQuantityList?: readonly QuantityElement[];
  readonly outputQuantityList?: readonly QuantityElement[];
}

/** Something happened to lots: they came into being, were restricted or became free. */
export interface ObjectEvent extends EventBase {
  readonly type: "ObjectEvent";
  readonly action: "ADD" | "OBSERVE" | "DELETE";
  readonly quantityList: readonly (Pick<QuantityElement, "epcClass"> & Partial<QuantityElement>)[];
}

/** A lot was packed into a handling unit. */
export interface AggregationEvent extends EventBase {
  readonly type: "AggregationEvent";
  readonly action: "ADD";
  readonly parentID: string;
  readonly childQuantityList: readonly QuantityElement[];
}

export type EpcisEvent = TransformationEvent | ObjectEvent | AggregationEvent;

/** EPCIS 2.0 document in JSON-LD (GS1 EPCIS 2.0 §10; ISO/IEC 19987). */
export interface EpcisDocument {
  readonly "@context": readonly string[];
  readonly type: "EPCISDocument";
  readonly schemaVersion: "2.0";
  readonly creationDate: string;
  readonly epcisBody: { readonly eventList: readonly EpcisEvent[] };
}
