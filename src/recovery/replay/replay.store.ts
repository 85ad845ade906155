import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import type { JudgedCandidate } from "./judge-replay.js";
import type { ReplayItem, ReplayJob, ReplayResult, ReplayState } from "./replay-job.js";

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const INSERT_JOB = `
  INSERT INTO il.replay_job (id, plant_code, selection, is_cause_mended, rate_per_second, reason, requested_by, dry_run_ms,
    content_hash, proposal_id, correlation_id, earlier_postings)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

const INSERT_ITEMS = `
  INSERT INTO il.replay_item (job_id, position, posting_id, attempts, verdict, code, detail, result, fingerprint)
  SELECT $1, i.position, i.posting_id, i.attempts, i.verdict, i.code, i.detail, i.result, i.fingerprint
  FROM json_to_recordset($2) AS i(position integer, posting_id text, attempts integer, verdict text, code text, detail text,
    result text, fingerprint text)`;

const count = (column: "verdict" | "result", values: readonly string[]): string =>
  `json_build_object(${values.map((value) => `'${value}', count(*) FILTER (WHERE i.${column} = '${value}')`).join(", ")})`;

const VERDICTS = ["WILL_POST", "ALREADY_POSTED", "STILL_FAILS", "HELD_BEHIND", "UNDECIDED"];
const RESULTS = ["WAITING", "SKIPPED", "RELEASED", "POSTED", "FAILED", "HELD", "CHANGED", "CANCELLED"];

/** $1 plants or null, $2 id or null, $3 limit */
const JOBS = `
  SELECT j.id, j.plant_code AS "plantCode", j.selection, j.is_cause_mended AS "isCauseMended",
    j.rate_per_second AS "ratePerSecond", j.state, j.reason, j.requested_by AS "requestedBy",
    ${utc("j.requested_at")} AS "requestedAt", j.dry_run_ms AS "dryRunMs", j.content_hash AS "contentHash",
    j.earlier_postings AS "earlierPostings", j.proposal_id AS "proposalId", a.state AS approval, ${utc("j.started_at")} AS "startedAt",
    ${utc("j.finished_at")} AS "finishedAt", i.*
  FROM il.replay_job j JOIN il.approval_proposal a ON a.id = j.proposal_id CROSS JOIN LATERAL (
    SELECT count(*)::int AS messages, ${count("verdict", VERDICTS)} AS verdicts, ${count("result", RESULTS)} AS results,
      count(*) FILTER (WHERE i.result IN ('FAILED', 'HELD', 'CHANGED'))::int AS deviations
    FROM il.replay_item i WHERE i.job_id = j.id) i
  WHERE ($1::text[] IS NULL OR j.plant_code = ANY($1)) AND ($2::text IS NULL OR j.id = $2)
  ORDER BY j.id DESC LIMIT $3`;

const ITEMS = `
  SELECT i.position, i.posting_id AS "postingId", p.plant_code AS "plantCode", p.order_number AS "orderNumber", p.kind,
    i.verdict, i.code, i.detail, i.result
  FROM il.replay_item i JOIN il.posting p ON p.id = i.posting_id
  WHERE i.job_id = $1 AND ($2::text IS NULL OR i.verdict = $2) AND i.position > $3 ORDER BY i.position LIMIT $4`;

const LOCK = `SELECT state FROM il.replay_job WHERE id = $1 FOR UPDATE`;

const MOVE = `
  UPDATE il.replay_job SET state = $2,
    started_at = CASE WHEN $2 = 'RUNNING' THEN coalesce(started_at, clock_timestamp()) ELSE started_at END,
    finished_at = CASE WHEN $2 IN ('COMPLETED', 'CANCELLED') THEN clock_timestamp() END
  WHERE id = $1`;

const CANCEL_ITEMS = "UPDATE il.replay_item SET result = 'CANCELLED' WHERE job_id = $1 AND result = 'WAITING'";

export interface NewReplayJob {
  readonly id: string;
  readonly plantCode: string | undefined;
  readonly selection: object;
  readonly isCauseMended: boolean;
  readonly ratePerSecond: number;
  readonly reason: string;
  readonly requestedBy: string;
  readonly dryRunMs: number;
  readonly contentHash: string;
  readonly proposalId: string;
  readonly correlationId: string;
  readonly earlierPostings: number;
}

/** SQL of replays. */
export class ReplayStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(tx: Tx, job: NewReplayJob, items: readonly JudgedCandidate[]): Promise<void> {
    await tx.query(INSERT_JOB, [
      job.id,
      job.plantCode ?? null,
      JSON.stringify(job.selection),
      job.isCauseMended,
      job.ratePerSecond,
      job.reason,
      job.requestedBy,
      job.dryRunMs,
      job.contentHash,
      job.proposalId,
      job.correlationId,
      job.earlierPostings,
    ]);
    await tx.query(INSERT_ITEMS, [job.id, JSON.stringify(items.map(itemRow))]);
  }

  async list(plants: PlantScope, limit: number): Promise<ReplayJob[]> {
    return (await this.unitOfWork.read<JobRow>(JOBS, [plants === "*" ? null : plants, null, limit])).map(toJob);
  }

  async find(id: string): Promise<ReplayJob | undefined> {
    return (await this.unitOfWork.read<JobRow>(JOBS, [null, id, 1])).map(toJob)[0];
  }

  /** @param verdict only these @param after position of the last item of the page before */
  async items(id: string, verdict: string | undefined, after: number, limit: number): Promise<ReplayItem[]> {
    return await this.unitOfWork.read<ReplayItem>(ITEMS, [id, verdict ?? null, after, limit]);
  }

  /** The state of a replay whose row this transaction then holds. */
  async lock(tx: Tx, id: string): Promise<ReplayState | undefined> {
    return (await tx.query<{ state: ReplayState }>(LOCK, [id]))[0]?.state;
  }

  async move(tx: Tx, id: string, to: ReplayState): Promise<void> {
    await tx.query(MOVE, [id, to]);
    if (to === "CANCELLED") await tx.query(CANCEL_ITEMS, [id]);
  }
}

type JobRow = Omit<ReplayJob, "summary">;

const toJob = (row: JobRow): ReplayJob => ({ ...row, summary: summaryOf(row.verdicts) });

/** Such as "412 will post, 3 already posted, 5 still fail". */
export function summaryOf(verdicts: ReplayJob["verdicts"]): string {
  const { WILL_POST, ALREADY_POSTED, STILL_FAILS, HELD_BEHIND, UNDECIDED } = verdicts;
  return [
    `${WILL_POST} will post`,
    `${ALREADY_POSTED} already posted`,
    `${STILL_FAILS} still fail`,
    ...(HELD_BEHIND > 0 ? [`${HELD_BEHIND} held behind`] : []),
    ...(UNDECIDED > 0 ? [`${UNDECIDED} undecided`] : []),
  ].join(", ");
}

function itemRow({ candidate, verdict, code, detail }: JudgedCandidate, index: number): object {
  const result: ReplayResult = verdict === "WILL_POST" || verdict === "ALREADY_POSTED" ? "WAITING" : "SKIPPED";
  return {
    position: index + 1,
    posting_id: candidate.id,
    attempts: candidate.attempts,
    verdict,
    code: code ?? null,
    detail,
    result,
    fingerprint: candidate.fingerprint,
  };
}
