import type { Tx } from "../../persistence/unit-of-work.js";
import { signCheckpoint } from "../checkpoint/signed-note.js";
import type { AuditNode } from "../node/audit-node.js";
import { chainedLeaf, type TileTree } from "../tree/tile-tree.js";
import { isCheckpointDue, isMilestone } from "./checkpoint-plan.js";
import type { KeyHistory } from "./key-history.js";
import { coverOf, type LogHead } from "./log-head.js";
import type { NodeBook } from "./node-book.js";
import { readEntry, readOwnEntry, type SequencedEntry } from "./read-entry.js";
import { WRITE_CHECKPOINT } from "./sequencer-statements.js";
import type { UnplacedEntry } from "./unplaced-entries.js";

/** Gives the entries of one round their place in the tree, and signs checkpoints. */
export class SequencingRound {
  readonly notes: string[] = [];
  #lastLeaf: Buffer;
  #covered: { readonly size: number; readonly ageSeconds: number };

  constructor(
    private readonly tx: Tx,
    private readonly head: LogHead,
    private readonly tree: TileTree,
    private readonly keys: KeyHistory,
    private readonly book: NodeBook,
    private readonly node: AuditNode,
  ) {
    this.#lastLeaf = head.lastLeaf;
    this.#covered = coverOf(head);
  }

  get lastLeaf(): Buffer {
    return this.#lastLeaf;
  }

  /** The newest checkpoint; its age is 0 when this round made it. */
  get covered(): { readonly size: number; readonly ageSeconds: number } {
    return this.#covered;
  }

  async sequence({ text, mac }: UnplacedEntry): Promise<void> {
    const isMacValid = this.node.mac(text) === mac;
    const entry = isMacValid ? readOwnEntry(text) : readEntry(text);
    if (entry !== undefined && !this.book.knows(entry.node))
      await this.book.open(entry.node, this.tree.size, isMacValid);
    const isTrusted = this.book.account(entry, this.tree.size, isMacValid);
    if (isTrusted && entry !== undefined && isMilestone(entry.action)) await this.#turn(entry, text);
    else this.#place(text);
  }

  /** Signs what this round leaves behind, when it is time. */
  async finish(isLast: boolean): Promise<void> {
    if (isCheckpointDue(this.tree.size, this.#covered, isLast)) await this.#checkpoint();
  }

  #place(text: string): void {
    this.#lastLeaf = chainedLeaf(this.#lastLeaf, text);
    this.tree.append(this.#lastLeaf);
  }

  async #turn({ action, vkey }: SequencedEntry, text: string): Promise<void> {
    await this.#checkpoint();
    this.#place(text);
    await this.#checkpoint();
    if (action === "audit-key:rotate" && vkey !== undefined) await this.#rotate(vkey);
  }

  /** The predecessor has signed the entry that names its successor; the successor signs the same tree. */
  async #rotate(vkey: string): Promise<void> {
    if (!this.keys.holds(vkey)) return;
    await this.keys.replace(this.tx, vkey, this.tree.size);
    await this.#sign();
  }

  async #checkpoint(): Promise<void> {
    if (this.tree.size !== this.#covered.size) await this.#sign();
  }

  async #sign(): Promise<void> {
    const { size } = this.tree;
    const note = signCheckpoint(this.head.origin, size, this.tree.root(), this.keys.privateKey);
    await this.tx.query(WRITE_CHECKPOINT, [size, note]);
    this.notes.push(note);
    this.#covered = { size, ageSeconds: 0 };
  }
}
