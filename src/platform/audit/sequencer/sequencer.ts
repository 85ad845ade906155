import type { Tx, UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditLog } from "../audit-log.js";
import type { AuditKeys } from "../checkpoint/audit-keys.js";
import type { AuditIntent } from "../entry/audit-intent.js";
import { isCheckpointDue } from "./checkpoint-plan.js";
import { KeyHistory } from "./key-history.js";
import { coverOf, type LogHead, loadTree, readHead, storeTiles, swapHead } from "./log-head.js";
import { NodeBook } from "./node-book.js";
import { SequencingRound } from "./sequencing-round.js";
import { BATCH_ENTRIES_MAX, LAG, NEXT_TRANSACTION, OLDEST_TRANSACTION, TRY_LOCK } from "./sequencer-statements.js";
import { UnplacedEntries } from "./unplaced-entries.js";

/** What one round did. */
export interface RoundResult {
  readonly sequenced: number;
  /** True when entries are left for the next round. */
  readonly isMore: boolean;
  /** Checkpoints that were signed and committed. */
  readonly notes: readonly string[];
  readonly alarms: readonly AuditIntent[];
  /** LEADER, or why this process did nothing. */
  readonly role: "LEADER" | "FOLLOWER" | "KEY_MISSING";
}

const nothing = (role: "FOLLOWER" | "KEY_MISSING"): RoundResult => {
  return { sequenced: 0, isMore: false, notes: [], alarms: [], role };
};

/**
 * Puts committed entries into one order: each gets its sequence, its leaf and, with the next checkpoint, a signature.
 * Any process may do it; a round is one transaction under an advisory lock that ends by swapping the head, so that a
 * process which was suspended in the middle changes nothing when it wakes up.
 */
export class Sequencer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
    private readonly keys: AuditKeys,
  ) {}

  /** True when an entry waits longer for its place; cheap, and blind to entries that were committed late. */
  async isAnyOlderThan(seconds: number): Promise<boolean> {
    const [lag] = await this.unitOfWork.read<{ seconds: number }>(LAG);
    return (lag?.seconds ?? 0) > seconds;
  }

  /** @param isLast signs what is there, for the end of the process */
  async runRound(isLast: boolean): Promise<RoundResult> {
    return await this.unitOfWork.run(async (tx) => {
      const [lock] = await tx.query<{ isHeld: boolean }>(TRY_LOCK);
      if (lock?.isHeld !== true) return nothing("FOLLOWER");
      const head = await readHead(tx);
      const keys = await KeyHistory.load(tx, this.keys, head.origin);
      if (keys === undefined) return nothing("KEY_MISSING");
      if (keys.isNew) await this.log.append(tx, [firstKeyIntent(keys.vkey)]);
      return await this.#sequence(tx, head, keys, isLast);
    });
  }

  async #sequence(tx: Tx, head: LogHead, keys: KeyHistory, isLast: boolean): Promise<RoundResult> {
    const { node } = this.log;
    const book = await NodeBook.load(tx, node);
    const oldest = await transactionOf(tx, OLDEST_TRANSACTION);
    const unplaced = await UnplacedEntries.read(tx, head.idFloor, BATCH_ENTRIES_MAX);
    const next = await transactionOf(tx, NEXT_TRANSACTION);
    const { entries } = unplaced;
    const isMore = entries.length === BATCH_ENTRIES_MAX;
    if (entries.length === 0 && !isCheckpointDue(head.size, coverOf(head), isLast)) {
      await this.#closeBook(tx, book, false);
      return { sequenced: 0, isMore, role: "LEADER", notes: [], alarms: book.alarms };
    }
    const tree = await loadTree(tx, head.size);
    const round = new SequencingRound(tx, head, tree, keys, book, node);
    for (const entry of entries) await round.sequence(entry);
    await round.finish(isLast && !isMore);
    await this.#closeBook(tx, book, isMore);
    await unplaced.store(tx, head.size);
    await storeTiles(tx, tree.takeChanges());
    await swapHead(tx, head.size, {
      size: tree.size,
      lastLeaf: round.lastLeaf,
      ...advanceFloor(head, unplaced.lastId ?? head.idMark, isMore, { oldest, next }),
      checkpointSize: round.covered.size,
      checkpointAgeSeconds: round.covered.ageSeconds,
    });
    return { sequenced: entries.length, isMore, role: "LEADER", notes: round.notes, alarms: book.alarms };
  }

  /** What is missing can be told only when every visible entry has been read. */
  async #closeBook(tx: Tx, book: NodeBook, isMore: boolean): Promise<void> {
    if (isMore) await book.store();
    else await book.close();
    await this.log.append(tx, book.alarms);
  }
}

async function transactionOf(tx: Tx, statement: string): Promise<string> {
  const [row] = await tx.query<{ xid: string }>(statement);
  if (row === undefined) throw new Error("the database names no transaction");
  return row.xid;
}

/**
 * How far the next round need not look back. A mark is an id below which everything visible has its place, with the
 * transactions that were under way then; when the oldest running one is younger, nothing below the mark can appear any
 * more. Where a dump was restored, the numbers of transactions begin anew and no old one is under way.
 */
function advanceFloor(
  head: LogHead,
  lastId: string,
  isMore: boolean,
  seen: { readonly oldest: string; readonly next: string },
): Pick<LogHead, "idFloor" | "idMark" | "xidMark"> {
  const isRestored = BigInt(head.xidMark) > BigInt(seen.next);
  const isReached = isRestored || BigInt(seen.oldest) >= BigInt(head.xidMark);
  if (!isReached) return { idFloor: head.idFloor, idMark: head.idMark, xidMark: head.xidMark };
  const idFloor = isMore ? smaller(head.idMark, lastId) : head.idMark;
  return { idFloor, idMark: larger(head.idMark, lastId), xidMark: seen.next };
}

const smaller = (one: string, other: string): string => (BigInt(one) < BigInt(other) ? one : other);
const larger = (one: string, other: string): string => (BigInt(one) > BigInt(other) ? one : other);

function firstKeyIntent(vkey: string): AuditIntent {
  return {
    actor: "sequencer",
    action: "audit-key:create",
    resourceType: "audit-key",
    resourceId: vkey,
    correlationId: "audit-key",
    after: { vkey },
  };
}
