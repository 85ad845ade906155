import type { StateMachine } from "../../kernel/state-machine.js";

export type ReplayState = "READY" | "RUNNING" | "PAUSED" | "COMPLETED" | "CANCELLED";

/** The database refuses every other transition (SQLSTATE IL001). */
export const replayStates: StateMachine<ReplayState> = {
  name: "replay",
  initial: ["READY"],
  transitions: {
    READY: ["RUNNING", "CANCELLED"],
    RUNNING: ["PAUSED", "COMPLETED", "CANCELLED"],
    PAUSED: ["RUNNING", "CANCELLED"],
    COMPLETED: [],
    CANCELLED: [],
  },
};

/** What a dry run says of one posting. UNDECIDED: the ERP could not be asked, which is never taken for a yes. */
export type ReplayVerdict = "WILL_POST" | "ALREADY_POSTED" | "STILL_FAILS" | "HELD_BEHIND" | "UNDECIDED";

/** What became of it in the run; SKIPPED when the dry run said that nothing good would come of it. */
export type ReplayResult = "WAITING" | "SKIPPED" | "RELEASED" | "POSTED" | "FAILED" | "HELD" | "CHANGED" | "CANCELLED";

/** Which stopped postings a replay is about; every member narrows it. */
export interface ReplaySelection {
  readonly plantCode?: string;
  readonly fingerprint?: string;
  readonly destination?: string;
  readonly postingIds?: readonly string[];
}

/** One replay as the management API shows it. */
export interface ReplayJob {
  readonly id: string;
  readonly plantCode: string | null;
  readonly selection: ReplaySelection;
  readonly isCauseMended: boolean;
  readonly ratePerSecond: number;
  readonly state: ReplayState;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly dryRunMs: number;
  readonly contentHash: string;
  /** Postings of the same causes that the same person replayed alone within a day; they count towards his limit. */
  readonly earlierPostings: number;
  readonly proposalId: string;
  readonly approval: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly messages: number;
  /** Postings by verdict of the dry run. */
  readonly verdicts: Readonly<Record<ReplayVerdict, number>>;
  /** Postings by result of the run. */
  readonly results: Readonly<Record<ReplayResult, number>>;
  /** Postings whose result is not what the dry run said; 0 means that it predicted the run exactly. */
  readonly deviations: number;
  /** The dry run in one sentence. */
  readonly summary: string;
}

/** One posting of a replay. */
export interface ReplayItem {
  readonly position: number;
  readonly postingId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly kind: string;
  readonly verdict: ReplayVerdict;
  readonly code: string | null;
  readonly detail: string;
  readonly result: ReplayResult;
}
