import type { PostingDocument, PostingKind } from "../../connectors/public.js";
import type { StateMachine } from "../../kernel/state-machine.js";
import type { FieldDifference } from "./change-document.js";

export type PostingChangeState = "PROPOSED" | "APPLIED" | "WITHDRAWN";

/** The database refuses every other transition (SQLSTATE IL001). */
export const postingChangeStates: StateMachine<PostingChangeState> = {
  name: "posting-change",
  initial: ["PROPOSED"],
  transitions: { PROPOSED: ["APPLIED", "WITHDRAWN"], APPLIED: [], WITHDRAWN: [] },
};

export type PostingChangeKind = "EDIT" | "DISCARD";

/** An edit or a discard of a stopped posting as the management API shows it. */
export interface PostingChange {
  readonly id: string;
  readonly postingId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly postingKind: PostingKind;
  readonly kind: PostingChangeKind;
  /** Revision of the document the change was proposed against; 1 is the original. */
  readonly revision: number;
  readonly before: PostingDocument;
  readonly after: PostingDocument | null;
  readonly differences: readonly FieldDifference[];
  readonly state: PostingChangeState;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly contentHash: string;
  readonly proposalId: string;
  readonly approval: string;
  readonly appliedBy: string | null;
  readonly appliedAt: string | null;
}
