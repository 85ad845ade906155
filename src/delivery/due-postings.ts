import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { DestinationGates } from "./destination-gate.js";
import { DUE_HEADS, DUE_LANES } from "./due-postings.statement.js";
import { END_LEASES, POSTPONE_POSTING } from "./move-posting.statement.js";
import type { Posting } from "./posting.js";
import { type PostingRow, toPosting } from "./posting-row.js";

/** One lane of one destination; at most one drainer works on it at a time, and more do no harm. */
export interface Lane {
  readonly destination: string;
  readonly lane: number;
}

/** Finds work. */
export class DuePostings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gates: Pick<DestinationGates, "closedForNow" | "forget">,
  ) {}

  /** All lanes in which something can be done now; those of a destination that is known to be down are left out. */
  async lanesWithDueWork(): Promise<Lane[]> {
    return await this.unitOfWork.read<Lane>(DUE_LANES, [this.gates.closedForNow()]);
  }

  /**
   * Lets the postings of a worker and its shares of destinations be taken over now instead of at their end; for whoever knows that the
   * process is dead. A mistake is harmless: the worker's result is dropped and its document found by look-up.
   * @returns how many it held.
   */
  async endLeasesOf(worker: string): Promise<number> {
    const held = await this.unitOfWork.read(END_LEASES, [worker]);
    await this.gates.forget(worker);
    return held.length;
  }

  /**
   * The due first posting of each order of a lane, oldest first.
   * @param except ids that the caller has tried already; left out, so that they do not hide the orders behind them
   */
  async heads(destination: string, lane: number, limit: number, except: readonly string[] = []): Promise<Posting[]> {
    return (await this.unitOfWork.read<PostingRow>(DUE_HEADS, [destination, lane, limit, except])).map(toPosting);
  }

  /** Lets a posting rest that nobody has moved meanwhile; its state and its attempts stay. */
  async postpone(posting: Posting, delayMs: number): Promise<void> {
    await this.unitOfWork.read(POSTPONE_POSTING, [posting.id, posting.state, posting.attempts, delayMs]);
  }
}
