import type { ErpDocumentRef, PostingDocument, PostingKind } from "../connectors/public.js";
import type { Problem } from "../kernel/problem.js";
import type { LatencyClass } from "../platform/messaging/cloud-event.js";
import type { PostingState } from "./posting-states.js";

/** A posting to the ERP that the business transaction wants. */
export interface NewPosting {
  readonly plantCode: string;
  readonly orderNumber: string;
  /** Name of the ERP system (`systems.erp.name` of the plant). */
  readonly destination: string;
  readonly kind: PostingKind;
  /** Id of the confirmation or dispatch it comes from. */
  readonly sourceId: string;
  /** Id of the operation status that its outcome settles. */
  readonly operationId: string;
  readonly document: PostingDocument;
  readonly correlationId: string;
  readonly traceparent: string;
  /** True when it belongs to a milestone operation; for the plant's rules of classification. */
  readonly isMilestone?: boolean;
  /** Highest level of the component lines that it consumes; for the plant's rules of classification. */
  readonly variance?: "NONE" | "WARN" | "CRITICAL";
}

/** One row of the ledger. */
export interface Posting extends NewPosting {
  readonly id: string;
  /** Order inside the lane; of one (plant, order) it is the order of commits. */
  readonly seq: number;
  readonly lane: number;
  /** 16 characters, written into the ERP document. */
  readonly externalKey: string;
  readonly state: PostingState;
  /** Sends and probes so far; together with the state it is the fencing token of every change. */
  readonly attempts: number;
  readonly worker: string | undefined;
  readonly problem: Problem | undefined;
  readonly erpDocument: ErpDocumentRef | undefined;
  readonly updatedAt: Date;
  /** Milliseconds since the first send after enqueueing or release; undefined before it. */
  readonly retryAgeMs: number | undefined;
  /** True when an earlier send got no answer: from then on it is looked up before it is sent. */
  readonly wasAmbiguous: boolean;
  readonly latencyClass: LatencyClass;
  /** How many postings it was put together from; 0 for one that stands for itself. */
  readonly memberCount: number;
}

/** A posting that has reached POSTED, PARKED or DEAD. */
export interface SettledPosting extends Posting {
  readonly state: "POSTED" | "PARKED" | "DEAD";
}

/** PostingSummary of contracts/schemas/production-order.yaml. */
export interface PostingSummary {
  readonly id: string;
  readonly kind: PostingKind;
  readonly state: PostingState;
  readonly attempts: number;
  readonly externalKey: string;
  readonly erpDocument?: ErpDocumentRef;
  readonly problem?: Problem;
}
