import type { PostingDocument, PostingKind } from "../../connectors/public.js";
import type { Problem } from "../../kernel/problem.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { FINGERPRINT, IS_IN_LANE, IS_STOPPED } from "./cause.js";

export type StoppedState = "PARKED" | "DEAD" | "UNKNOWN";

/** A stopped posting in a list. */
export interface StoppedPosting {
  readonly id: string;
  readonly seq: number;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly destination: string;
  readonly kind: PostingKind;
  readonly state: StoppedState;
  readonly attempts: number;
  readonly externalKey: string;
  readonly fingerprint: string;
  readonly problem: Problem | null;
  readonly stoppedAt: string;
  /** Postings of the same order that wait for this one. */
  readonly heldBehind: number;
}

/** What waits behind a posting. */
export interface HeldPosting {
  readonly id: string;
  readonly seq: number;
  readonly kind: PostingKind;
  readonly state: string;
  readonly waitingSince: string;
}

/** One posting with all that an operator decides by. */
export interface StoppedPostingDetail extends StoppedPosting {
  readonly document: PostingDocument;
  /** 1 for the original; one more for each applied edit. */
  readonly revision: number;
  readonly behind: readonly HeldPosting[];
}

export interface StoppedFilter {
  readonly state?: string;
  readonly fingerprint?: string;
  readonly plantCode?: string;
  /** seq of the last row of the page before. */
  readonly after: number;
  readonly limit: number;
}

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const BEHIND = `FROM il.posting b WHERE b.plant_code = p.plant_code AND b.order_number = p.order_number AND b.seq > p.seq
  AND b.state ${IS_IN_LANE}`;

const COLUMNS = `p.id, p.seq::int AS seq, p.plant_code AS "plantCode", p.order_number AS "orderNumber", p.destination, p.kind, p.state,
  p.attempts, p.external_key AS "externalKey", ${FINGERPRINT} AS fingerprint, p.problem,
  to_char(p.updated_at AT TIME ZONE 'UTC', ${UTC}) AS "stoppedAt", (SELECT count(*)::int ${BEHIND}) AS "heldBehind"`;

const LIST = `
  SELECT ${COLUMNS} FROM il.posting p
  WHERE ${IS_STOPPED} AND ($1::text[] IS NULL OR p.plant_code = ANY($1)) AND ($2::text IS NULL OR p.state = $2)
    AND ($3::text IS NULL OR ${FINGERPRINT} = $3) AND ($4::text IS NULL OR p.plant_code = $4) AND p.seq > $5
  ORDER BY p.seq LIMIT $6`;

/** Any posting by id: one that has moved on meanwhile is shown as what it is. */
const DETAIL = `
  SELECT ${COLUMNS}, p.document,
    1 + (SELECT count(*)::int FROM il.posting_change c WHERE c.posting_id = p.id AND c.kind = 'EDIT' AND c.state = 'APPLIED') AS revision,
    (SELECT coalesce(json_agg(json_build_object('id', b.id, 'seq', b.seq, 'kind', b.kind, 'state', b.state,
      'waitingSince', to_char(b.created_at AT TIME ZONE 'UTC', ${UTC})) ORDER BY b.seq), '[]') ${BEHIND}) AS behind
  FROM il.posting p WHERE p.id = $1`;

/** Reads of what stands still. */
export class StoppedPostings {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** In the order of the ledger. */
  async list(plants: PlantScope, filter: StoppedFilter): Promise<StoppedPosting[]> {
    return await this.unitOfWork.read<StoppedPosting>(LIST, [
      plants === "*" ? null : plants,
      filter.state ?? null,
      filter.fingerprint ?? null,
      filter.plantCode ?? null,
      filter.after,
      filter.limit,
    ]);
  }

  /** Undefined when there is no such posting. */
  async detail(postingId: string): Promise<StoppedPostingDetail | undefined> {
    return (await this.unitOfWork.read<StoppedPostingDetail>(DETAIL, [postingId]))[0];
  }
}
