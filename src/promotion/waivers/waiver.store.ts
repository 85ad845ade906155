import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { SqlPredicate } from "../../platform/security/public.js";
import type { Waiver } from "./waiver.js";

/** Which waivers a list shows; absent members do not restrict it. */
export interface WaiverFilter {
  readonly line?: string;
  readonly state?: string;
  readonly limit: number;
}

/** A waiver that is to be stored; its state follows from its proposal. */
export type RequestedWaiver = Omit<Waiver, "state" | "approvers" | "approversNeeded" | "revokedBy" | "revokeReason">;

/** Where waivers have the attributes that the policy asks about. */
export const WAIVER_COLUMNS = { contract: "w.contract", author: "w.requested_by" } as const;

/** Number of the first parameter that the predicate of `list` may use. */
export const WAIVER_PREDICATE_PARAMETER = 5;

/** A waiver as JSON, for alias `w`; parameter 1 is the day of today. */
const WAIVER_JSON = `json_strip_nulls(json_build_object(
  'id', w.id, 'contract', w.contract, 'major', w.major, 'evidenceKind', w.evidence_kind, 'fingerprint', w.fingerprint,
  'rule', w.rule, 'finding', w.finding, 'isProvenBreaking', w.is_proven_breaking, 'digest', w.digest,
  'owner', w.owner, 'reason', w.reason, 'endsOn', to_char(w.ends_on, 'YYYY-MM-DD'),
  'requestedBy', w.requested_by,
  'requestedAt', to_char(w.requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'contentHash', w.content_hash, 'proposalId', w.proposal_id, 'state', il.waiver_state(w, $1),
  'approvers', (SELECT coalesce(json_agg(v.approver ORDER BY v.at, v.approver), '[]') FROM il.approval_vote v
    WHERE v.proposal_id = w.proposal_id AND v.verdict = 'APPROVE'),
  'approversNeeded', (SELECT p.approvers_needed FROM il.approval_proposal p WHERE p.id = w.proposal_id),
  'revokedBy', w.revoked_by, 'revokeReason', w.revoke_reason))`;
const INSERT = `
  INSERT INTO il.waiver (id, contract, major, evidence_kind, fingerprint, rule, finding, is_proven_breaking, digest,
    owner, reason, ends_on, requested_by, requested_at, content_hash, proposal_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;
const REVOKE = "UPDATE il.waiver SET revoked_by = $2, revoked_at = $3, revoke_reason = $4 WHERE id = $1";
const LOCK = "SELECT id FROM il.waiver WHERE id = $1 FOR UPDATE";
const BY_ID = `SELECT ${WAIVER_JSON} AS json FROM il.waiver w WHERE w.id = $2`;
const IN_FORCE = `
  SELECT ${WAIVER_JSON} AS json FROM il.waiver w
  WHERE w.contract || '/' || w.major = $2 AND il.waiver_state(w, $1) = 'IN_FORCE' ORDER BY w.ends_on DESC, w.id`;

interface JsonRow {
  readonly json: Waiver;
}

/** Statements on il.waiver. `today` is an RFC 3339 full-date in UTC. */
export class WaiverStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(tx: Tx, waiver: RequestedWaiver): Promise<void> {
    const { id, contract, major, evidenceKind, fingerprint, rule, finding, isProvenBreaking, digest } = waiver;
    const { owner, reason, endsOn, requestedBy, requestedAt, contentHash, proposalId } = waiver;
    const found = [id, contract, major, evidenceKind, fingerprint, rule, finding, isProvenBreaking, digest];
    await tx.query(INSERT, [...found, owner, reason, endsOn, requestedBy, requestedAt, contentHash, proposalId]);
  }

  async revoke(tx: Tx, id: string, by: string, at: Date, reason: string): Promise<void> {
    await tx.query(REVOKE, [id, by, at, reason]);
  }

  /** Keeps the waiver as it is for the rest of the transaction. */
  async lock(tx: Tx, id: string, today: string): Promise<Waiver | undefined> {
    const [locked] = await tx.query<{ id: string }>(LOCK, [id]);
    return locked === undefined ? undefined : await this.find(tx, id, today);
  }

  async find(tx: Tx, id: string, today: string): Promise<Waiver | undefined> {
    return (await tx.query<JsonRow>(BY_ID, [today, id]))[0]?.json;
  }

  /** Waivers that cover findings of a line now, those that last longest first. */
  async inForce(tx: Tx, line: string, today: string): Promise<readonly Waiver[]> {
    return (await tx.query<JsonRow>(IN_FORCE, [today, line])).map(({ json }) => json);
  }

  /** @param predicate made for WAIVER_COLUMNS and WAIVER_PREDICATE_PARAMETER: the waivers the reader may see */
  async list({ line, state, limit }: WaiverFilter, predicate: SqlPredicate, today: string): Promise<readonly Waiver[]> {
    const statement = `
      SELECT ${WAIVER_JSON} AS json FROM il.waiver w
      WHERE ($2::text IS NULL OR w.contract || '/' || w.major = $2)
        AND ($3::text IS NULL OR il.waiver_state(w, $1) = $3) AND ${predicate.sql}
      ORDER BY w.id DESC LIMIT $4`;
    const values = [today, line ?? null, state ?? null, limit, ...predicate.values];
    return (await this.unitOfWork.read<JsonRow>(statement, values)).map(({ json }) => json);
  }
}
