/** Parts of a message keep the path of their XML element, so that a finding can point at it. */
interface Located {
  readonly pointer: string;
}

/** ApplicationArea and verb of a message (B2MML V0401, transaction model after OAGIS). */
export interface MessageHeader extends Located {
  /** LogicalID of the sender. */
  readonly sender: string | undefined;
  /** CreationDateTime as it is written, already checked to be an RFC 3339 date-time. */
  readonly createdAt: string;
}

/** QuantityString, empty when absent, and UnitOfMeasure, undefined when absent or empty, as they are written. */
export interface QuantityText extends Located {
  readonly value: string;
  readonly unit: string | undefined;
}

/** A property or parameter: an id with its values; their units are not read, a property has none in this dialect. */
export interface PropertyEntry extends Located {
  readonly id: string;
  readonly values: readonly string[];
}

/** MaterialRequirement or MaterialActual. */
export interface MaterialEntry extends Located {
  readonly materialNumber: string;
  readonly lotNumber: string | undefined;
  readonly subLotId: string | undefined;
  readonly use: string | undefined;
  /** EquipmentID of Location. */
  readonly locationId: string | undefined;
  readonly quantity: QuantityText | undefined;
  readonly properties: readonly PropertyEntry[];
}

/** SegmentRequirement of a schedule. */
export interface SegmentRequirement extends Located {
  readonly processSegmentId: string | undefined;
  readonly parameters: readonly PropertyEntry[];
  readonly materials: readonly MaterialEntry[];
  readonly segments: readonly SegmentRequirement[];
}

/** One order of a schedule. */
export interface ProductionRequest extends Located {
  readonly id: string;
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly priority: string | undefined;
  readonly segments: readonly SegmentRequirement[];
}

/** SegmentResponse of a performance. */
export interface SegmentResponse extends Located {
  /** ProcessSegmentID, or ID where a sender names the segment there. */
  readonly processSegmentId: string;
  readonly actualEndTime: string | undefined;
  readonly materials: readonly MaterialEntry[];
}

/** What was done for one order. */
export interface ProductionResponse extends Located {
  /** ProductionRequestID, or ID where a sender repeats the order number there. */
  readonly requestId: string;
  readonly segments: readonly SegmentResponse[];
}

export interface MaterialSubLot extends Located {
  readonly id: string;
  readonly status: string | undefined;
  readonly locationId: string | undefined;
  readonly quantity: QuantityText | undefined;
}

export interface MaterialLot extends Located {
  readonly materialNumber: string;
  readonly id: string;
  readonly status: string | undefined;
  readonly locationId: string | undefined;
  readonly quantity: QuantityText | undefined;
  readonly properties: readonly PropertyEntry[];
  readonly subLots: readonly MaterialSubLot[];
}

export interface MaterialDefinition extends Located {
  readonly id: string;
  readonly description: string | undefined;
  readonly properties: readonly PropertyEntry[];
}

/** A B2MML V0401 message that Interlock imports. */
export type B2mmlMessage = { readonly header: MessageHeader } & (
  | { readonly kind: "ProductionSchedule"; readonly requests: readonly ProductionRequest[] }
  | { readonly kind: "ProductionPerformance"; readonly responses: readonly ProductionResponse[] }
  | { readonly kind: "MaterialInformation"; readonly lots: readonly MaterialLot[] }
  | { readonly kind: "MaterialDefinition"; readonly definitions: readonly MaterialDefinition[] }
);

export type MessageKind = B2mmlMessage["kind"];
