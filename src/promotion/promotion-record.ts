import type { ServedEntries } from "./served-entry.js";

export type PromotionAction = "BOOTSTRAP" | "PROMOTE" | "DEPRECATE" | "RETIRE" | "SUSPEND" | "ROLLBACK";

/** One change of what is served. It holds the whole set that was served from then on. */
export interface PromotionRecord {
  readonly id: string;
  /** 1, 2, 3 … in the order of the commits, without a gap. */
  readonly seq: number;
  readonly action: PromotionAction;
  readonly served: ServedEntries;
  /** SHA-256 of the set's canonical text. */
  readonly servedHash: string;
  /** The evaluation the change rests on; absent where none is asked for. */
  readonly evaluationId?: string;
  readonly actor: string;
  readonly reason: string;
  readonly correlationId: string;
  /** RFC 3339. */
  readonly promotedAt: string;
}
