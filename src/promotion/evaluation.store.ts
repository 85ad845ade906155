import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { ContractRisk } from "./evidence/evidence.js";
import type { EvidenceBundle } from "./evidence/gather-evidence.js";

/** Evidence as it was stored, and when. */
export interface Evaluation {
  readonly id: string;
  readonly digest: string;
  readonly servedHash: string;
  readonly rulesetHash: string;
  /** SHA-256 of the evidence's canonical text; approvals are for it. */
  readonly evidenceHash: string;
  readonly verdict: "PASSED" | "BLOCKED";
  readonly risk: ContractRisk;
  readonly evidence: EvidenceBundle;
  readonly evaluatedBy: string;
  readonly evaluatedAt: string;
  /** What people decide about in src/platform/approvals; absent while the evidence does not pass. */
  readonly proposalId?: string;
}

interface EvaluationRow {
  readonly id: string;
  readonly digest: string;
  readonly served_hash: string;
  readonly ruleset_hash: string;
  readonly evidence_hash: string;
  readonly verdict: Evaluation["verdict"];
  readonly risk: ContractRisk;
  readonly evidence: string;
  readonly evaluated_by: string;
  readonly evaluated_at: Date;
  readonly proposal_id: string | null;
}

const COLUMNS =
  "id, digest, served_hash, ruleset_hash, evidence_hash, verdict, risk, evidence, evaluated_by, evaluated_at, proposal_id";
const LATEST = `SELECT ${COLUMNS} FROM il.contract_evaluation WHERE digest = $1 ORDER BY seq DESC LIMIT 1`;
const INSERT = `INSERT INTO il.contract_evaluation (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
/** Statements on il.contract_evaluation. */
export class EvaluationStore {
  async latest(tx: Tx, digest: string): Promise<Evaluation | undefined> {
    const [row] = await tx.query<EvaluationRow>(LATEST, [digest]);
    return row === undefined ? undefined : toEvaluation(row);
  }

  async insert(tx: Tx, evaluation: Evaluation, evidenceText: string): Promise<void> {
    const { id, digest, servedHash, rulesetHash, evidenceHash, verdict, risk, evaluatedBy, evaluatedAt } = evaluation;
    const values = [id, digest, servedHash, rulesetHash, evidenceHash, verdict, risk, evidenceText];
    await tx.query(INSERT, [...values, evaluatedBy, evaluatedAt, evaluation.proposalId ?? null]);
  }
}

function toEvaluation(row: EvaluationRow): Evaluation {
  return {
    id: row.id,
    digest: row.digest,
    servedHash: row.served_hash,
    rulesetHash: row.ruleset_hash,
    evidenceHash: row.evidence_hash,
    verdict: row.verdict,
    risk: row.risk,
    evidence: JSON.parse(row.evidence) as EvidenceBundle,
    evaluatedBy: row.evaluated_by,
    evaluatedAt: row.evaluated_at.toISOString(),
    ...(row.proposal_id === null ? {} : { proposalId: row.proposal_id }),
  };
}
