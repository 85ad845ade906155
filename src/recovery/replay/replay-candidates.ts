import type { PostingDocument } from "../../connectors/public.js";
import type { Problem } from "../../kernel/problem.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { IS_POSTING_HELD } from "../../quality/public.js";
import { FINGERPRINT } from "../stopped/cause.js";
import type { ReplaySelection } from "./replay-job.js";

/** A stopped posting with all that decides whether it would go through now. */
export interface ReplayCandidate {
  readonly id: string;
  readonly seq: number;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly destination: string;
  readonly state: "PARKED" | "DEAD";
  readonly attempts: number;
  readonly externalKey: string;
  readonly document: PostingDocument;
  readonly problem: Problem | null;
  readonly stoppedAt: Date;
  /** When its document was last changed by an approved edit. */
  readonly editedAt: Date | null;
  /** Of its cause. */
  readonly fingerprint: string;
  readonly isHeld: boolean;
  /** The posting that this one takes back, when that is not in the ERP. */
  readonly missingReversed: string | null;
  /** Earlier postings of the order that stand in its way. */
  readonly earlierStopped: readonly string[];
}

/** Postings one replay takes; more are replayed in several. */
export const REPLAY_POSTINGS_MAX = 10_000;

/** $1 plants or null, $2 plant, $3 fingerprint, $4 destination, $5 ids, $6 limit; each but the last may be null */
const CANDIDATES = `
  SELECT p.id, p.seq::int AS seq, p.plant_code AS "plantCode", p.order_number AS "orderNumber", p.destination, p.state,
    p.attempts, p.external_key AS "externalKey", p.document, p.problem, p.updated_at AS "stoppedAt",
    (SELECT max(c.applied_at) FROM il.posting_change c WHERE c.posting_id = p.id AND c.kind = 'EDIT') AS "editedAt",
    ${FINGERPRINT} AS fingerprint, ${IS_POSTING_HELD} AS "isHeld",
    (SELECT r.id FROM il.posting r WHERE r.external_key = p.document ->> 'reversesKey' AND r.state <> 'POSTED')
      AS "missingReversed",
    ARRAY(SELECT e.id FROM il.posting e WHERE e.plant_code = p.plant_code AND e.order_number = p.order_number
      AND e.seq < p.seq AND e.state IN ('PARKED', 'DEAD', 'UNKNOWN', 'PROBING', 'POSTING', 'RETRY_WAIT', 'BLOCKED_BY_HOLD'))
      AS "earlierStopped"
  FROM il.posting p
  WHERE p.state IN ('PARKED', 'DEAD') AND ($1::text[] IS NULL OR p.plant_code = ANY($1))
    AND ($2::text IS NULL OR p.plant_code = $2) AND ($3::text IS NULL OR ${FINGERPRINT} = $3)
    AND ($4::text IS NULL OR p.destination = $4) AND ($5::text[] IS NULL OR p.id = ANY($5))
  ORDER BY p.seq LIMIT $6`;

/** Finds what a selection means now, in the order of the ledger; one more than the limit tells that it is too large. */
export class ReplayCandidates {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async find(plants: PlantScope, selection: ReplaySelection): Promise<ReplayCandidate[]> {
    return await this.unitOfWork.read<ReplayCandidate>(CANDIDATES, [
      plants === "*" ? null : plants,
      selection.plantCode ?? null,
      selection.fingerprint ?? null,
      selection.destination ?? null,
      selection.postingIds ?? null,
      REPLAY_POSTINGS_MAX + 1,
    ]);
  }
}
