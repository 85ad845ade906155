import { createHash } from "node:crypto";
import { InterlockError } from "../../../kernel/problem.js";
import type { Tx, UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditLog } from "../audit-log.js";
import type { AuditKeys } from "../checkpoint/audit-keys.js";
import { signNote } from "../checkpoint/signed-note.js";
import { auditProblems } from "../problems.js";
import { KeyHistory } from "../sequencer/key-history.js";
import { readHead } from "../sequencer/log-head.js";

/** Which entries to drop, and who says so. */
export interface PruneOrder {
  /** First month that is kept, such as `2025-01`. */
  readonly before: string;
  readonly reason: string;
  readonly actor: string;
  readonly correlationId: string;
}

/** A range of the log whose entries were dropped. */
export interface PrunedRange {
  readonly first: number;
  readonly last: number;
}

const HASH_BYTES = 32;

const OLD_PARTITIONS = `
  SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'il.audit_entry'::regclass AND c.relname ~ '^audit_entry_[0-9]{4}_[0-9]{2}$'
    AND c.relname < $1 ORDER BY 1`;
const UNSEQUENCED = (name: string): string => `
  SELECT 1 FROM il.${name} e WHERE NOT EXISTS (SELECT 1 FROM il.audit_place p WHERE p.entry_id = e.id) LIMIT 1`;
/** Sequences of a partition as ranges without a gap. */
const RANGES = (name: string): string => `
  SELECT min(seq)::float8 AS first, max(seq)::float8 AS last FROM (
    SELECT p.seq, p.seq - row_number() OVER (ORDER BY p.seq) AS island
    FROM il.${name} e JOIN il.audit_place p ON p.entry_id = e.id) r
  GROUP BY island ORDER BY 1`;
const LEAVES = `
  SELECT position::float8 AS position, hashes FROM il.audit_tile
  WHERE level = 0 AND position BETWEEN $1 AND $2 ORDER BY position`;
const KEEP_STATEMENT = "INSERT INTO il.audit_pruned (first_seq, last_seq, note) VALUES ($1, $2, $3)";

/**
 * Drops whole months of entries after their retention time. Leaves and checkpoints stay, and a signed statement says
 * which range is gone and what its leaves were, so that the log stays one log and nobody else can drop entries unseen.
 */
export class PruneEntries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
    private readonly keys: AuditKeys,
  ) {}

  /** @throws InterlockError AUDIT_QUERY_INVALID, AUDIT_NOT_SIGNED_YET */
  async prune(order: PruneOrder): Promise<PrunedRange[]> {
    if (!/^[0-9]{4}-(?:0[1-9]|1[0-2])$/.test(order.before)) {
      const detail = `The month "${order.before}" must be written as 2025-01.`;
      throw new InterlockError(auditProblems.AUDIT_QUERY_INVALID, { detail });
    }
    return await this.unitOfWork.run(async (tx) => {
      const limit = `audit_entry_${order.before.replace("-", "_")}`;
      const partitions = await tx.query<{ name: string }>(OLD_PARTITIONS, [limit]);
      const ranges: PrunedRange[] = [];
      for (const { name } of partitions) ranges.push(...(await this.#drop(tx, name)));
      if (ranges.length > 0) await this.#record(tx, order, ranges);
      return ranges;
    });
  }

  async #drop(tx: Tx, partition: string): Promise<PrunedRange[]> {
    if ((await tx.query(UNSEQUENCED(partition))).length > 0) {
      const detail = `il.${partition} has entries without a place in the log; let a process sequence them first.`;
      throw new InterlockError(auditProblems.AUDIT_NOT_SIGNED_YET, { detail });
    }
    const ranges = await tx.query<PrunedRange>(RANGES(partition));
    for (const range of ranges) await this.#state(tx, range);
    await tx.query(`DROP TABLE il.${partition}`);
    return ranges;
  }

  /** Signs origin, range and the digest of its leaves. */
  async #state(tx: Tx, { first, last }: PrunedRange): Promise<void> {
    const { origin } = await readHead(tx);
    const key = await KeyHistory.load(tx, this.keys, origin);
    if (key === undefined) throw new Error("the signing key in force is not in INTERLOCK_AUDIT_KEYS_DIR");
    const digest = createHash("sha256");
    const tiles = await tx.query<{ position: number; hashes: Buffer }>(LEAVES, [
      Math.floor(first / 256),
      Math.floor(last / 256),
    ]);
    for (const { position, hashes } of tiles) {
      const from = Math.max(0, first - position * 256);
      digest.update(hashes.subarray(from * HASH_BYTES, (last - position * 256 + 1) * HASH_BYTES));
    }
    const lines = [`${origin}/pruned`, String(first), String(last), digest.digest("base64")];
    await tx.query(KEEP_STATEMENT, [first, last, signNote(lines, { name: origin, privateKey: key.privateKey })]);
  }

  async #record(tx: Tx, { before, reason, actor, correlationId }: PruneOrder, ranges: PrunedRange[]): Promise<void> {
    const resource = { resourceType: "audit-log", resourceId: "entries", correlationId };
    await this.log.append(tx, [{ actor, action: "audit:prune", ...resource, reason, after: { before, ranges } }]);
  }
}
