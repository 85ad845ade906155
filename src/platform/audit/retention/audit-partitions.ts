import type { Clock } from "../../../kernel/clock.js";
import type { UnitOfWork } from "../../persistence/unit-of-work.js";

const CHECK_INTERVAL_MS = 3_600_000;
const MONTHS_AHEAD = 2;

const PARTITION_LOCK_KEY = 0x696c_0012;

/**
 * A month gets its partition before it begins. What was written before there was one is in the default partition: when
 * that holds entries of no other month it becomes the month's partition, and a new default takes its place, because to
 * move entries would mean to delete them.
 */
const CREATE_PARTITION = (name: string, from: string, to: string): string => `
  DO $body$
  BEGIN
    PERFORM set_config('lock_timeout', '2s', true);
    PERFORM pg_advisory_xact_lock(${PARTITION_LOCK_KEY});
    IF to_regclass('il.${name}') IS NOT NULL THEN
      RETURN;
    ELSIF NOT EXISTS (SELECT 1 FROM il.audit_entry_default WHERE at >= '${from}' AND at < '${to}') THEN
      CREATE TABLE il.${name} PARTITION OF il.audit_entry FOR VALUES FROM ('${from}') TO ('${to}');
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.${name}
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
    ELSIF NOT EXISTS (SELECT 1 FROM il.audit_entry_default WHERE at < '${from}' OR at >= '${to}') THEN
      LOCK TABLE il.audit_entry IN ACCESS EXCLUSIVE MODE;
      ALTER TABLE il.audit_entry DETACH PARTITION il.audit_entry_default;
      ALTER TABLE il.audit_entry_default RENAME TO ${name};
      CREATE TABLE il.audit_entry_default PARTITION OF il.audit_entry DEFAULT;
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry_default
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
      ALTER TABLE il.audit_entry ATTACH PARTITION il.${name} FOR VALUES FROM ('${from}') TO ('${to}');
    END IF;
  END $body$`;

const OLDEST_WITHOUT_PARTITION = "SELECT min(at) AS at FROM il.audit_entry_default";

/** Makes the partitions of this month and the coming ones, and of a month whose entries had to wait for theirs. */
export class AuditPartitions {
  #checkedAtMs: number | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Cheap when it is not time yet. */
  async tick(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    if (this.#checkedAtMs !== undefined && nowMs - this.#checkedAtMs < CHECK_INTERVAL_MS) return;
    this.#checkedAtMs = nowMs;
    await this.ensure();
  }

  async ensure(): Promise<void> {
    const [oldest] = await this.unitOfWork.read<{ at: Date | null }>(OLDEST_WITHOUT_PARTITION);
    if (oldest?.at instanceof Date) await this.#create(monthAfter(oldest.at, 0));
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) await this.#create(monthAfter(this.clock.now(), ahead));
  }

  async #create(from: Date): Promise<void> {
    const to = monthAfter(from, 1);
    await this.unitOfWork.read(CREATE_PARTITION(partitionName(from), from.toISOString(), to.toISOString()));
  }
}

/** `audit_entry_2026_11` */
export function partitionName(month: Date): string {
  return `audit_entry_${month.toISOString().slice(0, 7).replace("-", "_")}`;
}

/** First moment of the month so many months after a date, UTC. */
export function monthAfter(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}
