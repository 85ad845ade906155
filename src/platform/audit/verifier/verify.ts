/**
 * The stand-alone verifier. It is one long file that imports only from Node, because every export carries it compiled
 * as verify.mjs for machines without Interlock (Node 18 or later). It shares no code with the writer of the log, so that
 * no fault of one is excused by the other. Formats: docs/audit.md.
 */
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { createReadStream, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A signing key and the sizes of the tree whose checkpoints it may sign; null: still in use. */
export interface LogKey {
  readonly vkey: string;
  readonly fromSize: number;
  readonly untilSize: number | null;
}

interface LogEntry {
  readonly seq: number;
  readonly text: string;
}

/** A log as the verifier reads it, from a folder or from a database. */
export interface LogSource {
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** Entries that have to be present, inclusive; to is from - 1 when there are none. */
  readonly from: number;
  readonly to: number;
  readonly keys: readonly LogKey[];
  /** Signed notes (C2SP tlog-checkpoint), oldest first. */
  readonly checkpoints: readonly string[];
  /** Signed notes about pruned ranges. */
  readonly pruned: readonly string[];
  /** 32-byte leaf hashes from 0 to size - 1, in pieces of any multiple of 32 bytes. */
  leaves(): AsyncIterable<Buffer>;
  entries(): AsyncIterable<LogEntry>;
}

export interface VerifyOptions {
  /** Keys known from elsewhere. Without them the keys of the log itself are believed, and the report says so. */
  readonly pinnedKeys?: readonly string[];
  /** Checkpoints kept elsewhere; the log must contain what they signed. */
  readonly witness?: readonly string[];
}

export interface Failure {
  /** First sequence the failure is about; null when it is about the log as a whole. */
  readonly seq: number | null;
  readonly kind: string;
  readonly message: string;
}

export interface Report {
  readonly ok: boolean;
  readonly firstBadSeq: number | null;
  readonly size: number;
  readonly entries: number;
  readonly checkpoints: number;
  readonly failures: readonly Failure[];
  /** What could not be decided and is therefore no part of the verdict. */
  readonly notChecked: readonly string[];
  readonly notices: readonly string[];
}

/** What the verifier uses of an entry. */
interface Entry {
  readonly v: number;
  readonly node: string;
  readonly nodeSeq: number;
  readonly settledSeq: number;
  readonly time: string;
  readonly action: string;
  readonly policyVersion?: string;
  readonly actor?: { readonly sub?: string };
  readonly after?: Readonly<Record<string, unknown>>;
}

type Ranges = readonly (readonly [number, number])[];

const EMPTY_ROOT = createHash("sha256").digest();
const FAILURES_MAX = 100;
const CLOCK_STEP_MS = 5_000;
const ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex");

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
/** A sorted copy. Node 18 has no toSorted. */
function sort<T>(items: readonly T[], by: (item: T) => number | string): T[] {
  // oxlint-disable-next-line unicorn/no-array-sort -- Node 18
  return [...items].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(0x00 || previous leaf || canonical entry); the first entry follows 32 zero bytes. */
export const leafOf = (previous: Uint8Array, text: string): Buffer => sha256(LEAF, previous, text);
const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

/** Roots of the complete subtrees that a growing tree consists of. */
export class Peaks {
  readonly #peaks: { height: number; hash: Buffer }[] = [];
  size = 0;

  add(leaf: Buffer): void {
    let hash = leaf;
    let height = 0;
    for (let last = this.#peaks.at(-1); last?.height === height; last = this.#peaks.at(-1)) {
      hash = nodeOf(last.hash, hash);
      height++;
      this.#peaks.pop();
    }
    this.#peaks.push({ height, hash });
    this.size++;
  }

  root(): Buffer {
    let root = this.#peaks.at(-1)?.hash ?? EMPTY_ROOT;
    for (let index = this.#peaks.length - 2; index >= 0; index--) root = nodeOf(this.#peaks[index]?.hash ?? root, root);
    return root;
  }
}

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Buffer,
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || proof.some((hash) => hash.length !== 32))
    return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeOf(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else hash = nodeOf(hash, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

/** RFC 9162 §2.1.4.2. */
export function verifyConsistency(
  from: { readonly size: number; readonly root: Buffer },
  to: { readonly size: number; readonly root: Buffer },
  given: readonly Buffer[],
): boolean {
  if (from.size > to.size || from.size < 0 || given.some((hash) => hash.length !== 32)) return false;
  if (from.size === to.size) return given.length === 0 && from.root.equals(to.root);
  if (from.size === 0) return given.length === 0 && from.root.equals(EMPTY_ROOT);
  const isPowerOfTwo = Number.isInteger(Math.log2(from.size));
  const proof = isPowerOfTwo ? [from.root, ...given] : [...given];
  const first = proof.shift();
  if (first === undefined) return false;
  let [node, last, oldHash, newHash] = [from.size - 1, to.size - 1, first, first];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeOf(sibling, oldHash);
      newHash = nodeOf(sibling, newHash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else newHash = nodeOf(newHash, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && oldHash.equals(from.root) && newHash.equals(to.root);
}

/** The lines of a signed note whose signature one of the keys made; undefined when none did (C2SP signed-note). */
export function openNote(
  note: string,
  vkeys: readonly string[],
): { readonly lines: string[]; readonly vkey: string } | undefined {
  const end = note.indexOf("\n\n");
  if (end < 0) return undefined;
  const body = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split("\n")) {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    if (name === undefined || encoded === undefined) continue;
    const signature = Buffer.from(encoded, "base64");
    const vkey = vkeys.find((candidate) => hasSigned(candidate, name, body, signature));
    if (vkey !== undefined) return { lines: body.slice(0, -1).split("\n"), vkey };
  }
  return undefined;
}

/** A verifier key is name+hash+base64(0x01 || Ed25519 public key); a signature starts with the 4 bytes of that hash. */
function hasSigned(vkey: string, name: string, body: string, signature: Buffer): boolean {
  const [, keyName = "", hash = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const key = Buffer.from(encoded, "base64");
  if (keyName !== name || key.length !== 33 || key[0] !== 1 || signature.length !== 68) return false;
  const keyHash = sha256(name, "\n", key).subarray(0, 4);
  if (keyHash.toString("hex") !== hash || !keyHash.equals(signature.subarray(0, 4))) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([ED25519_SPKI, key.subarray(1)]),
    format: "der",
    type: "spki",
  });
  return verifySignature(null, Buffer.from(body), publicKey, signature.subarray(4));
}

interface Checkpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly vkey: string;
}

/** Failures after which nothing can be concluded from an entry that is not there. */
const TORN = new Set(["ENTRY_CHANGED", "MISSING_ENTRY", "NOT_CANONICAL", "OUT_OF_ORDER", "TRUNCATED"]);

class Verification {
  readonly failures: Failure[] = [];
  readonly notChecked: string[] = [];
  readonly notices: string[] = [];
  readonly #nodes = new Map<string, NodeNumbers>();
  /** Sequence of the entry that made a key known. */
  readonly #keyEntries = new Map<string, number>();
  readonly #policies = new Map<string, string>();
  #entries = 0;
  #isTorn = false;

  constructor(
    readonly source: LogSource,
    readonly options: VerifyOptions,
  ) {}

  fail(seq: number | null, kind: string, message: string): void {
    this.#isTorn ||= TORN.has(kind);
    if (this.failures.length < FAILURES_MAX) this.failures.push({ seq, kind, message });
  }

  async run(): Promise<Report> {
    const { source, options } = this;
    const pruned = this.#readPruned();
    const vkeys = [...new Set([...source.keys.map((key) => key.vkey), ...(options.pinnedKeys ?? [])])];
    const checkpoints = this.#openCheckpoints(source.checkpoints, vkeys, "checkpoint");
    const witness = this.#openCheckpoints(options.witness ?? [], vkeys, "witness");
    this.#findForks([...checkpoints, ...witness]);
    const roots = await this.#walk(pruned, [...checkpoints, ...witness]);
    this.#compareRoots(checkpoints, roots, "CHECKPOINT_MISMATCH");
    this.#compareRoots(witness, roots, "WITNESS_MISMATCH");
    this.#checkTrust(checkpoints);
    this.#checkKeys(checkpoints, pruned);
    this.#checkNumbers(pruned);
    const seqs = this.failures.map(({ seq }) => seq).filter((seq) => seq !== null);
    return {
      ok: this.failures.length === 0,
      firstBadSeq: seqs.length === 0 ? null : Math.min(...seqs),
      size: source.size,
      entries: this.#entries,
      checkpoints: checkpoints.length,
      failures: this.failures,
      notChecked: this.notChecked,
      notices: this.notices,
    };
  }

  #openCheckpoints(notes: readonly string[], vkeys: readonly string[], what: string): Checkpoint[] {
    const opened: Checkpoint[] = [];
    for (const note of notes) {
      if (what === "witness" && note === TORN_NOTE) {
        this.notChecked.push("a line of the witness cannot be read");
        continue;
      }
      const [origin, sizeLine, rootLine] = note.split("\n");
      const size = /^(0|[1-9][0-9]{0,15})$/.test(sizeLine ?? "") ? Number(sizeLine) : null;
      const root = Buffer.from(rootLine ?? "", "base64");
      const signed = openNote(note, vkeys);
      if (origin !== this.source.origin)
        this.fail(size, "FOREIGN_CHECKPOINT", `a ${what} is of the log ${show(origin)}`);
      else if (size === null || root.length !== 32) this.fail(null, "MALFORMED_CHECKPOINT", `a ${what} cannot be read`);
      else if (signed === undefined)
        this.fail(size, "BAD_SIGNATURE", `the ${what} of size ${size} has no valid signature of a known key`);
      else if (!this.#mayHaveSigned(signed.vkey, size)) {
        this.fail(
          size,
          "KEY_NOT_VALID",
          `the ${what} of size ${size} is signed by a key that was not in force at that size`,
        );
      } else opened.push({ size, root, vkey: signed.vkey });
    }
    return opened;
  }

  #mayHaveSigned(vkey: string, size: number): boolean {
    const key = this.source.keys.find((candidate) => candidate.vkey === vkey);
    if (key === undefined) return true;
    return size >= key.fromSize && (key.untilSize === null || size <= key.untilSize);
  }

  #findForks(checkpoints: readonly Checkpoint[]): void {
    const roots = new Map<number, Buffer>();
    for (const { size, root } of checkpoints) {
      const known = roots.get(size);
      if (known !== undefined && !known.equals(root))
        this.fail(size, "FORK", `two signed checkpoints of size ${size} have different roots`);
      roots.set(size, root);
    }
  }

  /** Reads leaves and entries side by side, and returns the roots at the sizes of the checkpoints. */
  async #walk(pruned: Pruned[], checkpoints: readonly Checkpoint[]): Promise<Map<number, Buffer>> {
    const { source } = this;
    const sizes = new Set(checkpoints.map(({ size }) => size));
    const roots = new Map<number, Buffer>();
    const peaks = new Peaks();
    const entries = source.entries()[Symbol.asyncIterator]();
    let entry = await nextEntry(entries);
    let previous: Buffer = Buffer.alloc(32);
    if (sizes.has(0)) roots.set(0, peaks.root());
    for await (const piece of source.leaves()) {
      for (let offset = 0; offset + 32 <= piece.length && peaks.size < source.size; offset += 32) {
        const seq = peaks.size;
        const leaf = piece.subarray(offset, offset + 32);
        const range = pruned.find(({ first, last }) => seq >= first && seq <= last);
        range?.hash.update(leaf);
        while (entry !== undefined && entry.seq < seq) {
          this.fail(seq, "OUT_OF_ORDER", `entry ${entry.seq} stands after entry ${seq - 1}`);
          entry = await nextEntry(entries);
        }
        if (entry?.seq === seq) {
          this.#checkEntry(seq, entry.text, previous, leaf);
          entry = await nextEntry(entries);
        } else if (range === undefined && seq >= source.from && seq <= source.to) {
          this.fail(seq, "MISSING_ENTRY", `entry ${seq} is missing`);
        }
        peaks.add(Buffer.from(leaf));
        previous = Buffer.from(leaf);
        if (sizes.has(peaks.size)) roots.set(peaks.size, peaks.root());
      }
    }
    for (; entry !== undefined; entry = await nextEntry(entries)) {
      this.fail(entry.seq, "SURPLUS_ENTRY", `entry ${entry.seq} is beyond the log of ${source.size} entries`);
    }
    if (peaks.size !== source.size)
      this.fail(peaks.size, "TRUNCATED", `the log has ${peaks.size} leaves instead of ${source.size}`);
    for (const range of pruned) {
      if (range.hash.digest("base64") !== range.digest)
        this.fail(
          range.first,
          "PRUNED_RANGE_MISMATCH",
          `the leaves ${range.first} to ${range.last} are not those of the signed statement`,
        );
    }
    return roots;
  }

  #checkEntry(seq: number, text: string, previous: Buffer, leaf: Buffer): void {
    this.#entries++;
    if (!leafOf(previous, text).equals(leaf))
      return this.fail(seq, "ENTRY_CHANGED", `entry ${seq} does not hash to its leaf`);
    const entry = parseEntry(text);
    if (entry === undefined)
      return this.fail(seq, "NOT_CANONICAL", `entry ${seq} is not a canonical entry of version 1`);
    let node = this.#nodes.get(entry.node);
    if (node === undefined) this.#nodes.set(entry.node, (node = new NodeNumbers(seq)));
    const fault = node.add(seq, entry);
    if (fault !== undefined)
      this.fail(seq, fault, `entry ${seq}: number or time of node ${entry.node} is not possible`);
    this.#followDeclarations(seq, entry, node);
    this.#followPolicy(seq, entry);
  }

  #followDeclarations(seq: number, entry: Entry, node: NodeNumbers): void {
    const after = entry.after ?? {};
    const { action } = entry;
    if (action === "audit:alarm") {
      const about = typeof after["seq"] === "number" ? Math.min(seq, after["seq"]) : seq;
      this.fail(about, "ALARM", `entry ${seq} is an alarm of the sequencer: ${show(JSON.stringify(after))}`);
    } else if (action === "node:declare") node.excuse(readRanges(after["void"]), readRanges(after["unknown"]));
    else if (action === "node:clock-jump") node.jumpSeq = null;
    else if (action === "node:lost" && typeof after["node"] === "string") {
      this.#nodes.get(after["node"])?.lose(readRanges(after["open"]));
      const open = readRanges(after["open"]).reduce((sum, [first, last]) => sum + last - first + 1, 0);
      if (open > 0)
        this.notices.push(
          `node ${show(after["node"])} ended without notice; ${open} of its numbers were open and may never have been written`,
        );
    } else if (/^audit-key:(create|rotate)$/.test(action) && typeof after["vkey"] === "string") {
      this.#keyEntries.set(after["vkey"], seq);
    }
  }

  /** Another policy than the announced one needs an entry that puts it into force. */
  #followPolicy(seq: number, entry: Entry): void {
    const announced = entry.after?.["policyVersion"];
    if (/^(node:start|policy:activate)$/.test(entry.action) && typeof announced === "string")
      this.#policies.set(entry.node, announced);
    const known = this.#policies.get(entry.node);
    if (entry.policyVersion === undefined || known === undefined || entry.policyVersion === known) return;
    this.fail(seq, "POLICY_CHANGED", `entry ${seq} was decided by a policy that no entry put into force`);
  }

  #compareRoots(checkpoints: readonly Checkpoint[], roots: ReadonlyMap<number, Buffer>, kind: string): void {
    const sorted = sort(checkpoints, ({ size }) => size);
    let agreedSize = 0;
    for (const { size, root } of sorted) {
      const actual = roots.get(size);
      if (actual === undefined)
        this.fail(
          Math.min(this.source.size, size),
          "ROLLED_BACK",
          `a signed checkpoint covers ${size} entries, the log has ${this.source.size}`,
        );
      else if (actual.equals(root)) agreedSize = Math.max(agreedSize, size);
      else {
        this.fail(
          agreedSize,
          kind,
          `entries ${agreedSize} to ${size - 1} are not those that a signed checkpoint of size ${size} covers`,
        );
        return;
      }
    }
  }

  #checkTrust(checkpoints: readonly Checkpoint[]): void {
    const { pinnedKeys = [] } = this.options;
    const newest = checkpoints.reduce<Checkpoint | undefined>(
      (best, next) => (best !== undefined && best.size >= next.size ? best : next),
      undefined,
    );
    if (newest === undefined) {
      if (this.source.size > 0) this.fail(0, "NO_CHECKPOINT", "no valid checkpoint covers the log");
      return;
    }
    if (newest.size < this.source.size)
      this.notices.push(`the last ${this.source.size - newest.size} entries are not covered by a checkpoint yet`);
    const first = this.source.keys.find((key) => key.fromSize === 0);
    if (pinnedKeys.length === 0) {
      this.notices.push(
        `the keys were taken from the log itself; compare them with what its owner published: ${this.source.keys.map(({ vkey }) => show(vkey)).join(" ")}`,
      );
    } else if (!pinnedKeys.includes(newest.vkey) && (first === undefined || !pinnedKeys.includes(first.vkey))) {
      this.fail(
        0,
        "UNTRUSTED_KEY",
        "neither the first key of the log nor the one of its newest checkpoint is a key you trust",
      );
    }
  }

  /** Each key is announced in the log, and a successor under a checkpoint of its predecessor. */
  #checkKeys(checkpoints: readonly Checkpoint[], pruned: readonly Pruned[]): void {
    const isWhole = this.#isWhole(pruned) && !this.#isTorn;
    const keys = sort(this.source.keys, ({ fromSize }) => fromSize);
    keys.forEach((key, index) => {
      const seq = this.#keyEntries.get(key.vkey);
      const predecessor = keys[index - 1];
      const isSigned =
        predecessor === undefined ||
        checkpoints.some(({ vkey, size }) => vkey === predecessor.vkey && size === key.fromSize);
      const isAnnounced = seq !== undefined && (predecessor === undefined || seq + 1 === key.fromSize);
      if (!isSigned)
        this.fail(
          key.fromSize,
          "KEY_NOT_SUCCEEDED",
          `no checkpoint of its predecessor covers the key ${show(key.vkey)}`,
        );
      if (!isAnnounced && isWhole)
        this.fail(key.fromSize, "KEY_NOT_ANNOUNCED", `no entry announces the key ${show(key.vkey)}`);
    });
  }

  #checkNumbers(pruned: readonly Pruned[]): void {
    if (this.#isTorn || !this.#isWhole(pruned)) {
      this.notChecked.push("numbers of the writing processes and announcements of keys: not every entry is there");
      return;
    }
    for (const [id, node] of this.#nodes) {
      for (const { number, seq } of node.holes())
        this.fail(
          seq,
          "NUMBER_MISSING",
          `entry number ${number} of node ${show(id)} was removed before it was sequenced`,
        );
      if (node.jumpSeq !== null)
        this.fail(
          node.jumpSeq,
          "CLOCK_SET_BACK",
          `the time of node ${show(id)} goes back at entry ${node.jumpSeq} and the node did not announce it`,
        );
    }
  }

  #isWhole(pruned: readonly Pruned[]): boolean {
    return pruned.length === 0 && this.source.from === 0 && this.source.to === this.source.size - 1;
  }

  #readPruned(): Pruned[] {
    const read: Pruned[] = [];
    for (const note of this.source.pruned) {
      const lines = openNote(
        note,
        this.source.keys.map(({ vkey }) => vkey),
      )?.lines;
      const [origin, first, last, digest] = lines ?? [];
      if (origin !== `${this.source.origin}/pruned` || digest === undefined)
        this.fail(null, "BAD_PRUNED_STATEMENT", "a statement about a pruned range is not signed by a key of the log");
      else read.push({ first: Number(first), last: Number(last), digest, hash: createHash("sha256") });
    }
    return read;
  }
}

interface Pruned {
  readonly first: number;
  readonly last: number;
  readonly digest: string;
  readonly hash: ReturnType<typeof createHash>;
}

/** Numbers that one writing process gave its entries. */
class NodeNumbers {
  readonly #seen = new Map<number, true>();
  /** All numbers up to this one are seen or excused. */
  #watermark = 0;
  #void: Ranges = [];
  #unknown: Ranges = [];
  #settled = 0;
  /** Sequence of the first entry that declared a number settled, by that number. */
  readonly #settledAt: { settled: number; seq: number }[] = [];
  #highest = { number: 0, timeMs: Number.NEGATIVE_INFINITY };
  jumpSeq: number | null = null;

  constructor(readonly firstSeq: number) {}

  add(seq: number, { nodeSeq, settledSeq, time }: Entry): string | undefined {
    const isRepeated = this.#seen.has(nodeSeq) || (nodeSeq <= this.#watermark && !within(this.#unknown, nodeSeq));
    if (isRepeated) return "NUMBER_REPEATED";
    if (within(this.#void, nodeSeq)) return "NUMBER_VOID";
    if (settledSeq >= nodeSeq) return "NUMBER_IMPOSSIBLE";
    this.#seen.set(nodeSeq, true);
    this.#advance();
    if (settledSeq > this.#settled) {
      this.#settled = settledSeq;
      if (settledSeq > this.#watermark) this.#settledAt.push({ settled: settledSeq, seq });
    }
    const timeMs = Date.parse(time);
    if (Number.isNaN(timeMs)) return "TIME_IMPOSSIBLE";
    if (nodeSeq > this.#highest.number) {
      if (timeMs < this.#highest.timeMs - CLOCK_STEP_MS) this.jumpSeq ??= seq;
      this.#highest = { number: nodeSeq, timeMs };
    } else if (timeMs > this.#highest.timeMs + CLOCK_STEP_MS) this.jumpSeq ??= seq;
    return undefined;
  }

  excuse(isVoid: Ranges, isUnknown: Ranges): void {
    this.#void = [...this.#void, ...isVoid];
    this.#unknown = [...this.#unknown, ...isUnknown];
    this.#advance();
    this.#void = this.#void.filter(([, last]) => last > this.#watermark);
  }

  /** Only what the node had not declared settled can have been lost with it. */
  lose(open: Ranges): void {
    this.excuse(
      [],
      open.filter(([first]) => first > this.#settled),
    );
  }

  holes(): { number: number; seq: number }[] {
    const holes: { number: number; seq: number }[] = [];
    for (let number = this.#watermark + 1; number <= this.#settled && holes.length < FAILURES_MAX; number++) {
      if (this.#seen.has(number) || this.#isExcused(number)) continue;
      const told = this.#settledAt.find(({ settled }) => settled >= number);
      holes.push({ number, seq: told?.seq ?? this.firstSeq });
    }
    return holes;
  }

  #isExcused(number: number): boolean {
    return within(this.#void, number) || within(this.#unknown, number);
  }

  #advance(): void {
    for (let next = this.#watermark + 1; this.#seen.delete(next) || this.#isExcused(next); next++)
      this.#watermark = next;
  }
}

const within = (ranges: Ranges, number: number): boolean =>
  ranges.some(([first, last]) => number >= first && number <= last);

function readRanges(value: unknown): Ranges {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (range): range is [number, number] =>
      Array.isArray(range) && range.length === 2 && range.every(Number.isSafeInteger),
  );
}

/** Undefined unless the text is exactly what RFC 8785 makes of a well-shaped entry. */
function parseEntry(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Entry;
    const { v, node, nodeSeq, settledSeq, time, action } = entry;
    const isShaped = v === 1 && [node, time, action].every((member) => typeof member === "string" && member !== "");
    const isNumbered =
      Number.isSafeInteger(nodeSeq) && nodeSeq > 0 && Number.isSafeInteger(settledSeq) && settledSeq >= 0;
    return isShaped && isNumbered && canonical(entry) === text ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 8785: members in the order of their UTF-16 units, numbers and strings as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  const names = sort(Object.keys(members), (name) => name);
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(members[name])}`).join(",")}}`;
}

async function nextEntry(entries: AsyncIterator<LogEntry, unknown>): Promise<LogEntry | undefined> {
  const next = await entries.next();
  return next.done === true ? undefined : next.value;
}

/** What comes out of a log is never trusted with the terminal. */
const show = (text: string | undefined): string =>
  JSON.stringify(text ?? "")
    .replace(/[^\x20-\x7e]/g, "?")
    .slice(1, 301)
    .replace(/"$/, "");

export async function verifyLog(source: LogSource, options: VerifyOptions = {}): Promise<Report> {
  return await new Verification(source, options).run();
}

interface Manifest {
  readonly origin: string;
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** The folder that `interlock audit export` writes. */
export function openExport(folder: string): LogSource {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const { origin, size, from, to } = JSON.parse(read("manifest.json")) as Manifest;
  if (![size, from, to].every(Number.isSafeInteger)) throw new Error("manifest.json names no size");
  return {
    origin,
    size,
    from,
    to,
    keys: JSON.parse(read("keys.json")) as LogKey[],
    checkpoints: readNotes(read("checkpoints.jsonl")),
    pruned: readNotes(read("pruned.jsonl")),
    leaves: () => readLeaves(join(folder, "leaves.bin")),
    entries: () => readEntries(join(folder, "entries.jsonl")),
  };
}

const TORN_NOTE = "a line that cannot be read";

/** Lines of {"note": …}. One that cannot be read becomes a note that nobody signed. */
export function readNotes(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    try {
      const { note } = JSON.parse(line) as { note?: unknown };
      return typeof note === "string" ? [note] : [];
    } catch {
      if (line !== "") return [TORN_NOTE];
      return [];
    }
  });
}

async function* readLeaves(path: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const piece = Buffer.concat([rest, chunk as Buffer]);
    const whole = piece.length - (piece.length % 32);
    yield piece.subarray(0, whole);
    rest = piece.subarray(whole);
  }
  if (rest.length > 0) throw new Error("leaves.bin does not hold whole hashes of 32 bytes");
}

/**
 * Lines of {"entry":<canonical text>,"seq":n}; the text is cut out byte for byte, since it is what was hashed. A line
 * of another form takes the next place as it is, where it will not fit.
 */
async function* readEntries(path: string): AsyncGenerator<LogEntry> {
  let next = 0;
  for await (const line of readLines(path)) {
    const [, text, seq] = /^\{"entry":(\{[^]*\}),"seq":(0|[1-9][0-9]{0,15})\}$/.exec(line) ?? [];
    yield { seq: seq === undefined ? next : Number(seq), text: text ?? line };
    next = (seq === undefined ? next : Number(seq)) + 1;
  }
}

/** Only a line feed ends a line: canonical JSON holds other separators, which node:readline would split at. */
async function* readLines(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const lines = (rest + (chunk as string)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** A proof as `interlock audit prove` prints it. */
interface Proof {
  readonly checkpoint: string;
  readonly seq: number;
  readonly entry: string;
  readonly previousLeaf: string;
  readonly hashes: readonly string[];
}

/** Undefined when the entry is in the log that the checkpoint signs, else what is wrong. */
export function verifyProof(proof: Proof, vkeys: readonly string[]): string | undefined {
  const lines = openNote(proof.checkpoint, vkeys)?.lines;
  if (lines === undefined) return "the checkpoint has no valid signature of a key you trust";
  const leaf = leafOf(Buffer.from(proof.previousLeaf, "base64"), proof.entry);
  const hashes = proof.hashes.map((hash) => Buffer.from(hash, "base64"));
  const isIncluded = verifyInclusion(proof.seq, Number(lines[1]), leaf, hashes, Buffer.from(lines[2] ?? "", "base64"));
  return isIncluded ? undefined : `entry ${proof.seq} is not in the log that the checkpoint signs`;
}

/** Lines for a reader. */
export function describeReport(report: Report): string[] {
  return [
    `${report.ok ? "OK" : "FAILED"}: ${report.size} entries in the log, ${report.entries} read, ${report.checkpoints} valid checkpoints`,
    ...(report.firstBadSeq === null ? [] : [`first bad sequence: ${report.firstBadSeq}`]),
    ...report.failures.map(({ kind, message }) => `failure  ${kind}  ${message}`),
    ...report.notChecked.map((text) => `not checked  ${text}`),
    ...report.notices.map((text) => `notice  ${text}`),
  ];
}

const USAGE = `node verify.mjs [folder] [--key VKEY]... [--witness FILE]
node verify.mjs --proof FILE --key VKEY...
  --key      a verifier key known from elsewhere; may be repeated
  --witness  checkpoints kept elsewhere (lines of {"note": ...})
Exit code: 0 verified, 5 not verified, 2 wrong use, 3 files cannot be read.`;

async function main(args: readonly string[]): Promise<number> {
  const values = (name: string): string[] => args.flatMap((arg, index) => (args[index - 1] === name ? [arg] : []));
  const known = ["--key", "--witness", "--proof", "--json"];
  const isFlagged = (index: number): boolean => ["--key", "--witness", "--proof"].includes(args[index - 1] ?? "");
  const [folder = fileURLToPath(new URL(".", import.meta.url)), ...surplus] = args.filter(
    (arg, index) => !arg.startsWith("--") && !isFlagged(index),
  );
  if (
    surplus.length > 0 ||
    args.some((arg, index) => arg.startsWith("--") && !isFlagged(index) && !known.includes(arg))
  ) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    const [proofFile] = values("--proof");
    if (proofFile !== undefined) {
      const fault = verifyProof(JSON.parse(readFileSync(proofFile, "utf8")) as Proof, values("--key"));
      process.stdout.write(`${fault === undefined ? "OK: the entry is in the log" : `FAILED: ${fault}`}\n`);
      return fault === undefined ? 0 : 5;
    }
    const witness = values("--witness").flatMap((file) => readNotes(readFileSync(file, "utf8")));
    const report = await verifyLog(openExport(folder), { pinnedKeys: values("--key"), witness });
    process.stdout.write(
      `${args.includes("--json") ? JSON.stringify(report, undefined, 2) : describeReport(report).join("\n")}\n`,
    );
    return report.ok ? 0 : 5;
  } catch (error) {
    process.stderr.write(`cannot verify: ${error instanceof Error ? show(error.message) : "unknown fault"}\n`);
    return 3;
  }
}

const isMain = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) process.exitCode = await main(process.argv.slice(2));
