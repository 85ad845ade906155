import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { JudgedCandidate } from "./judge-replay.js";

/** More postings of the same causes than these need a second person, in one replay or in several within a day. */
export const APPROVAL_FREE_MAX = 100;

const WINDOW_HOURS = 24;

/** Two requests of one person at once would each not see the other. */
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('replay limit', 0))";

/**
 * Postings of the given causes that the same party has replayed, or may still replay, with nobody else's approval. What it
 * planned and gave up before the start does not count, nor what it plans again now. $1 who, $2 causes, $3 postings of now
 */
const EARLIER = `
  SELECT count(DISTINCT i.posting_id)::int AS count
  FROM il.replay_job j JOIN il.approval_proposal a ON a.id = j.proposal_id JOIN il.replay_item i ON i.job_id = j.id
  WHERE j.requested_at > now() - interval '${WINDOW_HOURS} hours' AND a.risk_class = 'BELOW_THRESHOLD'
    AND i.result NOT IN ('SKIPPED', 'CANCELLED') AND i.fingerprint = ANY($2) AND i.posting_id <> ALL($3)
    AND il.is_same_party(j.requested_by, $1)`;

/** Counts what a person has replayed alone, so that a large replay is not taken apart into small ones. */
export async function countEarlierPostings(
  tx: Tx,
  requestedBy: string,
  judged: readonly JudgedCandidate[],
): Promise<number> {
  const causes = new Set(judged.map(({ candidate }) => candidate.fingerprint));
  const postings = judged.map(({ candidate }) => candidate.id);
  await tx.query(LOCK);
  const [row] = await tx.query<{ count: number }>(EARLIER, [requestedBy, [...causes], postings]);
  return row?.count ?? 0;
}
