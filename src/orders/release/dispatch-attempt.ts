import type { ReleaseReference } from "./release-order.js";

/** One try to hand an order to its MES. */
export interface DispatchAttempt extends ReleaseReference {
  /** The same for every try of the revision: the MES knows a repetition by it. */
  readonly dispatchId: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Tries that failed since the MES last took the order. */
  readonly failures: number;
}
