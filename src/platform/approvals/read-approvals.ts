import type { SqlPredicate } from "../security/public.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import { type Proposal, PROPOSAL_JSON, type ProposalState } from "./approval.js";

/** Where proposals have the attributes that the policy asks about. */
export const PROPOSAL_COLUMNS = { plantCode: "p.plant_code", contract: "p.contract" } as const;

/** Number of the first parameter that the predicate of `list` and `find` may use. */
export const PREDICATE_PARAMETER = 5;

export interface ApprovalFilter {
  readonly state: ProposalState | undefined;
  readonly subjectType: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Reads proposals that the reader may see; for all others there is no difference to those that do not exist. */
export class ReadApprovals {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param predicate made for PROPOSAL_COLUMNS and PREDICATE_PARAMETER */
  async list({ state, subjectType, after, limit }: ApprovalFilter, predicate: SqlPredicate): Promise<Proposal[]> {
    const statement = `
      SELECT ${PROPOSAL_JSON} AS json FROM il.approval_proposal p
      WHERE ($1::text IS NULL OR p.state = $1) AND ($2::text IS NULL OR p.subject_type = $2)
        AND ($3::text IS NULL OR p.id > $3) AND ${predicate.sql}
      ORDER BY p.id LIMIT $4`;
    const values = [state ?? null, subjectType ?? null, after ?? null, limit, ...predicate.values];
    return (await this.unitOfWork.read<{ json: Proposal }>(statement, values)).map(({ json }) => json);
  }

  /** @param predicate made for PROPOSAL_COLUMNS and parameter 2 */
  async find(id: string, predicate: SqlPredicate): Promise<Proposal | undefined> {
    const statement = `SELECT ${PROPOSAL_JSON} AS json FROM il.approval_proposal p WHERE p.id = $1 AND ${predicate.sql}`;
    return (await this.unitOfWork.read<{ json: Proposal }>(statement, [id, ...predicate.values]))[0]?.json;
  }
}
