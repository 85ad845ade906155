import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Clock } from "../../../kernel/clock.js";
import { pooledRandomBytes } from "../../../kernel/random-bytes.js";
import { type NumberRanges, rangesOf } from "./number-ranges.js";

/** What became of the transaction that an entry was written in. */
export type EntryOutcome = "COMMITTED" | "ROLLED_BACK" | "UNKNOWN";

/** Numbers that will not be seen, or perhaps not; told in an entry of the node. */
export interface Declaration {
  /** Rolled back: an entry with such a number is forged. */
  readonly void: NumberRanges;
  /** The connection was lost at the commit: such an entry may exist or not. */
  readonly unknown: NumberRanges;
}

/** A step of the wall clock against the monotonic one. */
export interface ClockJump {
  readonly from: string;
  readonly to: string;
}

const CLOCK_JUMP_MS_MIN = 5_000;

/**
 * One writing process. It numbers its entries from 1 without asking anyone, and says in each how far all of its
 * numbers are accounted for (`settledSeq`): a number up to there that the log lacks was removed. Numbers of rolled-back
 * transactions stay open until an entry that declares them void is committed (ADR 0011).
 */
export class AuditNode {
  readonly id: string;
  readonly #key: KeyObject;
  #taken = 0;
  #settled = 0;
  /** Settled numbers above the first open one. */
  readonly #settledAhead = new Set<number>();
  readonly #void = new Set<number>();
  readonly #unknown = new Set<number>();
  #clockOffsetMs: number | undefined;
  #clockJump: ClockJump | undefined;

  /** @param macKey secret of at least 32 bytes that the sequencers share */
  constructor(
    private readonly clock: Clock,
    macKey: Uint8Array,
  ) {
    this.id = pooledRandomBytes(10).toString("hex");
    this.#key = createSecretKey(macKey);
  }

  /** A node whose key nobody else knows: the sequencer reports its entries as unverified. For tests and tools. */
  static unkeyed(clock: Clock): AuditNode {
    return new AuditNode(clock, Uint8Array.from(pooledRandomBytes(32)));
  }

  /** Number and time of the next entry. */
  take(): { readonly nodeSeq: number; readonly settledSeq: number; readonly time: string } {
    const time = this.#time();
    return { nodeSeq: ++this.#taken, settledSeq: this.#settled, time };
  }

  /** Base64 HMAC-SHA-256 of a text under the node key. */
  mac(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64");
  }

  settle(nodeSeq: number, outcome: EntryOutcome): void {
    if (outcome === "COMMITTED") this.#close(nodeSeq);
    else (outcome === "ROLLED_BACK" ? this.#void : this.#unknown).add(nodeSeq);
  }

  get settledSeq(): number {
    return this.#settled;
  }

  /** What an entry has to declare, if anything. Hand it to `declared` after that entry's commit. */
  pendingDeclaration(): Declaration | undefined {
    if (this.#void.size + this.#unknown.size === 0) return undefined;
    return { void: rangesOf(this.#void), unknown: rangesOf(this.#unknown) };
  }

  declared(declaration: Declaration): void {
    this.#forget(this.#void, declaration.void);
    this.#forget(this.#unknown, declaration.unknown);
  }

  /** The step of the clock since the last call, if there was one. */
  takeClockJump(): ClockJump | undefined {
    const jump = this.#clockJump;
    this.#clockJump = undefined;
    return jump;
  }

  #forget(open: Set<number>, ranges: NumberRanges): void {
    for (const [first, last] of ranges) {
      for (let number = first; number <= last; number++) {
        open.delete(number);
        this.#close(number);
      }
    }
  }

  #close(nodeSeq: number): void {
    this.#settledAhead.add(nodeSeq);
    while (this.#settledAhead.delete(this.#settled + 1)) this.#settled++;
  }

  #time(): string {
    const now = this.clock.now();
    const offsetMs = now.getTime() - this.clock.monotonicMs();
    const jumpMs = offsetMs - (this.#clockOffsetMs ?? offsetMs);
    this.#clockOffsetMs ??= offsetMs;
    if (Math.abs(jumpMs) < CLOCK_JUMP_MS_MIN) return now.toISOString();
    this.#clockOffsetMs = offsetMs;
    const from = this.#clockJump?.from ?? new Date(now.getTime() - jumpMs).toISOString();
    this.#clockJump = { from, to: now.toISOString() };
    return now.toISOString();
  }
}
