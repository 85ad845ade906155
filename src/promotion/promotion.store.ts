import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { PromotionAction, PromotionRecord } from "./promotion-record.js";
import { readServedText, servedText } from "./served-entry.js";

interface PromotionRow {
  readonly id: string;
  /** bigint comes as text. */
  readonly seq: string;
  readonly action: PromotionAction;
  readonly served: string;
  readonly served_hash: string;
  readonly evaluation_id: string | null;
  readonly actor: string;
  readonly reason: string;
  readonly correlation_id: string;
  readonly promoted_at: Date;
}

/** "il" and a number: promotions are made one after another. */
const LOCK_KEY = 0x696c_0101;
const COLUMNS = "id, seq, action, served, served_hash, evaluation_id, actor, reason, correlation_id, promoted_at";
const LOCK = "SELECT pg_advisory_xact_lock($1)";
const LATEST = `SELECT ${COLUMNS} FROM il.promotion ORDER BY seq DESC LIMIT 1`;
const NEWER = `SELECT ${COLUMNS} FROM il.promotion WHERE seq > $1 ORDER BY seq DESC LIMIT 1`;
const BY_ID = `SELECT ${COLUMNS} FROM il.promotion WHERE id = $1`;
const BY_SEQ = `SELECT ${COLUMNS} FROM il.promotion WHERE seq = $1`;
const LIST = `SELECT ${COLUMNS} FROM il.promotion ORDER BY seq DESC LIMIT $1`;
const INSERT = `
  INSERT INTO il.promotion
    (id, seq, action, served, served_hash, evaluation_id, actor, reason, correlation_id, promoted_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Statements on il.promotion. */
export class PromotionStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Keeps every other change of the served set out until the transaction ends; returns the set in force. */
  async lockLatest(tx: Tx): Promise<PromotionRecord | undefined> {
    await tx.query(LOCK, [LOCK_KEY]);
    return first(await tx.query<PromotionRow>(LATEST));
  }

  async insert(tx: Tx, record: PromotionRecord): Promise<void> {
    const { id, seq, action, served, evaluationId, actor, reason, correlationId, promotedAt } = record;
    const values = [id, seq, action, servedText(served), record.servedHash, evaluationId ?? null, actor, reason];
    await tx.query(INSERT, [...values, correlationId, promotedAt]);
  }

  async latest(): Promise<PromotionRecord | undefined> {
    return first(await this.unitOfWork.read<PromotionRow>(LATEST));
  }

  /** The set in force, when it is a later one than `seq`. */
  async newerThan(seq: number): Promise<PromotionRecord | undefined> {
    return first(await this.unitOfWork.read<PromotionRow>(NEWER, [seq]));
  }

  async byId(tx: Tx, id: string): Promise<PromotionRecord | undefined> {
    return first(await tx.query<PromotionRow>(BY_ID, [id]));
  }

  async bySeq(tx: Tx, seq: number): Promise<PromotionRecord | undefined> {
    return first(await tx.query<PromotionRow>(BY_SEQ, [seq]));
  }

  /** Newest first. */
  async list(limit: number): Promise<readonly PromotionRecord[]> {
    return (await this.unitOfWork.read<PromotionRow>(LIST, [limit])).map(toRecord);
  }
}

function first(rows: readonly PromotionRow[]): PromotionRecord | undefined {
  const [row] = rows;
  return row === undefined ? undefined : toRecord(row);
}

function toRecord(row: PromotionRow): PromotionRecord {
  return {
    id: row.id,
    seq: Number(row.seq),
    action: row.action,
    served: readServedText(row.served),
    servedHash: row.served_hash,
    ...(row.evaluation_id === null ? {} : { evaluationId: row.evaluation_id }),
    actor: row.actor,
    reason: row.reason,
    correlationId: row.correlation_id,
    promotedAt: row.promoted_at.toISOString(),
  };
}
