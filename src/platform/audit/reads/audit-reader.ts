import { InterlockError } from "../../../kernel/problem.js";
import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditLog } from "../audit-log.js";
import { auditProblems } from "../problems.js";
import { inclusionProof } from "../tree/inclusion-proof.js";
import type { LogKey } from "../verifier/verify.js";
import { ENTRY_TEXTS, LIST_ENTRIES, LOG_KEYS, LOG_STATE, NEWEST_CHECKPOINT, TILE } from "./log-statements.js";

/** What entries are asked for; absent members do not restrict. */
export interface EntryQuery {
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly plantCode?: string;
  readonly correlationId?: string;
}

export interface ListedEntry {
  readonly seq: number;
  readonly entry: Readonly<Record<string, unknown>>;
}

export interface EntryPage {
  readonly items: readonly ListedEntry[];
  /** Sequence to go on after; equal to the one asked for at the end of the log. */
  readonly nextAfter: number;
}

/** Proof that an entry is in the log that a checkpoint signs; docs/audit.md says how to check it. */
export interface EntryProof {
  readonly seq: number;
  /** Canonical JSON as it was hashed. */
  readonly entry: string;
  /** Base64 leaf of the entry before it. */
  readonly previousLeaf: string;
  /** Base64 hashes from the leaf to the root (RFC 9162 §2.1.3.1). */
  readonly hashes: readonly string[];
  /** Signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
}

export interface LogState {
  readonly origin: string;
  readonly size: number;
  /** Size of the newest checkpoint. */
  readonly signedSize: number;
}

interface SignedSize {
  readonly note: string;
  readonly size: number;
  readonly at: string;
}

const HASH_BYTES = 32;

/** Reads the sequenced log. */
export class AuditReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
  ) {}

  /** At most `limit` entries after a sequence. A page may be empty where entries were pruned; go on from `nextAfter`. */
  async list(afterSeq: number, query: EntryQuery, limit: number): Promise<EntryPage> {
    const { resourceType, resourceId, actor, action, plantCode, correlationId } = query;
    const conditions = [resourceType, resourceId, actor, action, plantCode, correlationId];
    const newest = ((await this.state())?.size ?? 0) - 1;
    if (conditions.every((condition) => condition === undefined)) {
      const to = Math.min(afterSeq + limit, newest);
      const rows = await this.#window(afterSeq + 1, to);
      const items = rows.map(({ seq, text }) => ({ seq, entry: JSON.parse(text) as ListedEntry["entry"] }));
      return { items, nextAfter: Math.max(afterSeq, to) };
    }
    const values = [afterSeq, ...conditions.map((text) => text ?? null), limit];
    const items = await this.unitOfWork.read<ListedEntry>(LIST_ENTRIES, values);
    const isLastPage = items.length < limit;
    return { items, nextAfter: isLastPage ? Math.max(afterSeq, newest) : (items.at(-1)?.seq ?? afterSeq) };
  }

  /** Lines of an export after a sequence: the canonical text of the entry, cut in as it was hashed, and its sequence. */
  async lines(afterSeq: number, limit: number): Promise<string[]> {
    return (await this.#window(afterSeq + 1, afterSeq + limit)).map(exportLine);
  }

  /** Undefined while nothing was sequenced. */
  async state(): Promise<LogState | undefined> {
    return (await this.unitOfWork.read<LogState>(LOG_STATE))[0];
  }

  async keys(): Promise<LogKey[]> {
    return await this.unitOfWork.read<LogKey>(LOG_KEYS);
  }

  async newestCheckpoint(): Promise<SignedSize | undefined> {
    return (await this.unitOfWork.read<SignedSize>(NEWEST_CHECKPOINT))[0];
  }

  /** @throws InterlockError AUDIT_ENTRY_UNKNOWN, AUDIT_ENTRY_PRUNED or AUDIT_NOT_SIGNED_YET */
  async prove(seq: number): Promise<EntryProof> {
    const size = (await this.state())?.size ?? 0;
    if (seq >= size) throw unknownEntry(seq, size);
    const [row] = await this.#window(seq, seq);
    if (row === undefined) throw new InterlockError(auditProblems.AUDIT_ENTRY_PRUNED, { detail: prunedText(seq) });
    const checkpoint = await this.newestCheckpoint();
    if (checkpoint === undefined || checkpoint.size <= seq) {
      const detail = `Entry ${seq} is signed with the next checkpoint, within seconds; ask again then.`;
      throw new InterlockError(auditProblems.AUDIT_NOT_SIGNED_YET, { detail });
    }
    const hashes = await inclusionProof(seq, checkpoint.size, (level, position) => this.#tile(level, position));
    return {
      seq,
      entry: row.text,
      previousLeaf: (await this.#leaf(seq - 1)).toString("base64"),
      hashes: hashes.map((hash) => hash.toString("base64")),
      checkpoint: checkpoint.note,
    };
  }

  /** Reading the log in bulk is recorded in it. */
  async recordExport(actor: string, correlationId: string, from: number, to: number): Promise<void> {
    const resource = { resourceType: "audit-log", resourceId: "entries", correlationId };
    await this.unitOfWork.run((tx) =>
      this.log.append(tx, [{ actor, action: "audit:export", ...resource, after: { from, to } }]),
    );
  }

  async #window(from: number, to: number): Promise<{ seq: number; text: string }[]> {
    return await this.unitOfWork.read(ENTRY_TEXTS, [from, to]);
  }

  async #leaf(seq: number): Promise<Buffer> {
    if (seq < 0) return Buffer.alloc(HASH_BYTES);
    const tile = await this.#tile(0, Math.floor(seq / 256));
    return tile.subarray((seq % 256) * HASH_BYTES, ((seq % 256) + 1) * HASH_BYTES);
  }

  async #tile(level: number, position: number): Promise<Buffer> {
    const [tile] = await this.unitOfWork.read<{ hashes: Buffer }>(TILE, [level, position]);
    if (tile === undefined) throw new Error(`il.audit_tile lacks tile ${position} of level ${level}`);
    return tile.hashes;
  }
}

/** One line of entries.jsonl. */
export function exportLine({ seq, text }: { readonly seq: number; readonly text: string }): string {
  return `{"entry":${text},"seq":${seq}}`;
}

function unknownEntry(seq: number, size: number): InterlockError {
  const detail = `The log has ${size} entries, numbered from 0; there is no entry ${seq}.`;
  return new InterlockError(auditProblems.AUDIT_ENTRY_UNKNOWN, { detail });
}

const prunedText = (seq: number): string =>
  `Entry ${seq} was dropped after its retention time; its leaf and a signed statement about the range remain.`;
