import type { ErpDocumentRef, PostingKind } from "../../connectors/public.js";
import type { PostingState } from "../../delivery/public.js";
import type { OperationState } from "../../platform/operations/operation-status.js";

/** One send to the ERP, or one look-up there. */
export interface FlowAttempt {
  readonly n: number;
  readonly action: "SEND" | "PROBE";
  readonly outcome: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly worker: string;
  /** Code of the error catalogue; null when it went well. */
  readonly code: string | null;
}

/** One document for the ERP, as far as it has come. */
export interface FlowPosting {
  readonly id: string;
  readonly kind: PostingKind;
  readonly destination: string;
  readonly state: PostingState;
  readonly latencyClass: string;
  readonly externalKey: string;
  /** The posting that carries it together with others; what follows is then of that one. */
  readonly carriedBy: string | null;
  readonly attempts: readonly FlowAttempt[];
  readonly enqueuedAt: string;
  /** When it is due again; null when nothing more is sent by itself, or another one has to go first. */
  readonly nextAttemptAt: string | null;
  readonly postedAt: string | null;
  readonly erpDocument: ErpDocumentRef | null;
  readonly code: string | null;
  readonly detail: string | null;
  /** The first posting of the same order that has to go before. */
  readonly behind: { readonly id: string; readonly kind: PostingKind; readonly state: PostingState } | null;
}

/** Where the thing stands that was accepted: an order, a confirmation, a movement. */
export interface FlowSubject {
  readonly type: "production-order" | "confirmation" | "movement";
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  /** When it came into that state; null where nobody keeps it. */
  readonly at: string | null;
}

/** What an accepted request has led to, up to the documents in the ERP. */
export interface Flow {
  /** Id of the accepted operation. */
  readonly id: string;
  /** operationId of the request. */
  readonly kind: string;
  readonly plantCode: string;
  readonly orderNumber: string | null;
  readonly resource: string;
  readonly clientId: string;
  readonly correlationId: string;
  readonly state: OperationState;
  readonly submittedAt: string;
  readonly finishedAt: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly subject: FlowSubject | null;
  readonly postings: readonly FlowPosting[];
  /** Whether it has reached the ERP, in one sentence. */
  readonly answer: string;
}

/** Which flows are asked for. */
export interface FlowFilter {
  /** An order as plant/number, or an id: of an operation, confirmation, movement, posting, external key or correlation. */
  readonly about?: string;
  readonly plantCode?: string;
  /** Only what has postings that are not in the ERP, or is not applied yet. */
  readonly isOpen: boolean;
  readonly limit: number;
}
