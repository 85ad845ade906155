import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { DestinationGates } from "./destination-gate.js";
import { DUE_HEADS, DUE_LANES } from "./due-postings.statement.js";
import { END_LEASES } from "./move-posting.statement.js";
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
    private readonly gates: DestinationGates,
  ) {}

  /** Lanes in which something can be done now; those of a destination that is known to be down are left out. */
  async lanesWithDueWork(limit: number): Promise<Lane[]> {
    return await this.unitOfWork.read<Lane>(DUE_LANES, [limit, this.gates.closedForNow()]);
  }

  /**
   * Lets the postings of a worker be taken over now instead of at the end of their leases; for whoever knows that the
   * process is dead. A mistake is harmless: the worker's result is dropped and its document found by look-up.
   * @returns how many it held.
   */
  async endLeasesOf(worker: string): Promise<number> {
    return (await this.unitOfWork.read(END_LEASES, [worker])).length;
  }

  /** The due first posting of each order of a lane, oldest first. */
  async heads(destination: string, lane: number, limit: number): Promise<Posting[]> {
    return (await this.unitOfWork.read<PostingRow>(DUE_HEADS, [destination, lane, limit])).map(toPosting);
  }
}
