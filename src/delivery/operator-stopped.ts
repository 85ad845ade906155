import { InterlockError } from "../kernel/problem.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { LOCK_POSTING, PLACE_OF_POSTING } from "./operator-posting.statement.js";
import type { Posting } from "./posting.js";
import type { PostingListeners } from "./posting-listeners.js";
import { type PostingRow, toPosting } from "./posting-row.js";
import { deliveryProblems } from "./problems.js";

/** A posting that waits for a person. */
export interface StoppedPosting extends Posting {
  readonly state: "PARKED" | "DEAD";
}

interface Place {
  readonly plant_code: string;
  readonly order_number: string;
}

/**
 * Takes a stopped posting for a person's change: what it is about is locked first, then its row, in the order of everybody
 * who settles one.
 * @throws InterlockError POSTING_NOT_FOUND, POSTING_NOT_PARKED
 */
export async function lockStopped(tx: Tx, { listener }: PostingListeners, postingId: string): Promise<StoppedPosting> {
  const [place] = await tx.query<Place>(PLACE_OF_POSTING, [postingId]);
  if (place !== undefined) await listener.lock(tx, place.plant_code, place.order_number);
  const [row] = await tx.query<PostingRow>(LOCK_POSTING, [postingId]);
  if (row === undefined) {
    const detail = `There is no posting ${postingId.slice(0, 40)}.`;
    throw new InterlockError(deliveryProblems.POSTING_NOT_FOUND, { detail });
  }
  const posting = toPosting(row);
  if (isStopped(posting)) return posting;
  throw new InterlockError(deliveryProblems.POSTING_NOT_PARKED, {
    plantCode: posting.plantCode,
    detail: `Posting ${postingId} is ${posting.state}; only PARKED and DEAD postings are released, edited or discarded.`,
  });
}

function isStopped(posting: Posting): posting is StoppedPosting {
  return posting.state === "PARKED" || posting.state === "DEAD";
}
