import type { Tx } from "../../persistence/unit-of-work.js";
import type { AuditIntent } from "../entry/audit-intent.js";
import { beatText } from "../node/audit-beat.js";
import type { AuditNode } from "../node/audit-node.js";
import { type AlarmKind, alarmIntent } from "./alarm.js";
import { NodeAccount, type NodeRow } from "./node-numbers.js";
import type { SequencedEntry } from "./read-entry.js";
import { BEATS, CLOSE_NODES, FORGET_BEATS, READ_NODE, READ_NODES, WRITE_NODES } from "./sequencer-statements.js";

/** A process that said nothing for this long has ended. */
const SILENCE_SECONDS = 60;

interface Beat {
  readonly node: string;
  readonly settled: number;
  readonly mac: string;
  readonly isSilent: boolean;
}

interface StoredNode extends NodeRow {
  readonly isSilent: boolean;
}

/** The accounts of all writing processes during one round, and what has to be said about them. */
export class NodeBook {
  readonly alarms: AuditIntent[] = [];
  readonly #accounts = new Map<string, NodeAccount>();
  readonly #stored = new Map<string, StoredNode>();
  readonly #stopped = new Set<string>();

  private constructor(
    private readonly tx: Tx,
    private readonly beats: readonly Beat[],
    stored: readonly StoredNode[],
    /** Any node of this installation: all of them share one key. */
    private readonly node: AuditNode,
  ) {
    for (const row of stored) {
      this.#stored.set(row.node, row);
      this.#accounts.set(row.node, new NodeAccount(row));
    }
  }

  /** Call it before the entries are read: what a beat settles is then visible to the statement that reads them. */
  static async load(tx: Tx, node: AuditNode): Promise<NodeBook> {
    const beats = await tx.query<Beat>(BEATS, [SILENCE_SECONDS]);
    return new NodeBook(tx, beats, await tx.query<StoredNode>(READ_NODES, [SILENCE_SECONDS]), node);
  }

  /** False for a node that has to be opened before its entries can be accounted for. */
  knows(node: string): boolean {
    return this.#accounts.has(node);
  }

  /**
   * A node that was closed goes on where it was: it was suspended, or an entry of it came late. A node whose first entry
   * is not authentic has another key or none, and one alarm tells of all its entries.
   */
  async open(node: string, seq: number, isMacValid: boolean): Promise<void> {
    const [closed] = await this.tx.query<StoredNode>(READ_NODE, [node]);
    this.#accounts.set(node, new NodeAccount(closed ?? newNode(node, isMacValid)));
    if (closed === undefined && !isMacValid) this.#alarm("NODE_UNVERIFIED", node, { seq });
  }

  /** Returns whether the entry is what it says. It takes its place either way: the log keeps what was found. */
  account(entry: SequencedEntry | undefined, seq: number, isMacValid: boolean): boolean {
    const account = entry === undefined ? undefined : this.#accounts.get(entry.node);
    if (entry === undefined || account === undefined) {
      this.#alarm("ENTRY_MALFORMED", "unknown", { seq });
      return false;
    }
    if (!account.isVerified) return false;
    if (!isMacValid) {
      this.#alarm("MAC_INVALID", entry.node, { seq, number: entry.nodeSeq });
      return false;
    }
    if (!account.see(entry.nodeSeq)) this.#alarm("NUMBER_REPEATED", entry.node, { seq, number: entry.nodeSeq });
    if (entry.void.length > 0) account.excuse(entry.void);
    if (entry.unknown.length > 0) account.expectLate(entry.unknown);
    account.settle(entry.settledSeq);
    if (entry.action === "node:stop") this.#stopped.add(entry.node);
    return true;
  }

  /** Settled numbers that are not there, and processes that ended. Only after every visible row was read. */
  async close(): Promise<void> {
    for (const { node, settled, mac } of this.beats) {
      if (this.node.mac(beatText(node, settled)) === mac) this.#accounts.get(node)?.settle(settled);
    }
    const ended = [...this.#accounts.keys()].filter((node) => this.#stopped.has(node) || this.#isSilent(node));
    for (const [node, account] of this.#accounts) {
      if (!account.isVerified) continue;
      for (const [first, last] of account.takeMissing()) this.#alarm("NUMBER_MISSING", node, { first, last });
      if (ended.includes(node)) this.#end(node, account);
    }
    await this.store();
    if (ended.length === 0) return;
    await this.tx.query(CLOSE_NODES, [ended]);
    await this.tx.query(FORGET_BEATS, [ended]);
  }

  /** Keeps what changed for the next round. */
  async store(): Promise<void> {
    const rows = [...this.#accounts.values()].map((account) => account.row());
    const changed = rows.filter((row) => this.#isChanged(row));
    if (changed.length > 0) await this.tx.query(WRITE_NODES, [JSON.stringify(changed)]);
  }

  #alarm(kind: AlarmKind, node: string, about: Readonly<Record<string, unknown>>): void {
    this.alarms.push(alarmIntent(kind, node, about));
  }

  /** What was open at the end may be lost work or a removed entry; nobody can tell, so the log says it. */
  #end(node: string, account: NodeAccount): void {
    const open = account.takeOpen();
    if (this.#stopped.has(node) && open.length === 0) return;
    this.alarms.push({ ...alarmIntent("NODE_LOST", node, { open }), action: "node:lost" });
  }

  #isSilent(node: string): boolean {
    const beat = this.beats.find((candidate) => candidate.node === node);
    return this.#stored.get(node)?.isSilent === true && (beat?.isSilent ?? true);
  }

  #isChanged(row: NodeRow): boolean {
    const stored = this.#stored.get(row.node);
    return stored === undefined || JSON.stringify(row) !== JSON.stringify(new NodeAccount(stored).row());
  }
}

function newNode(node: string, isVerified: boolean): NodeRow {
  return { node, watermark: 0, settled: 0, isVerified, seen: [], excused: [], late: [] };
}
