import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { signCheckpoint, verifierKey } from "../../src/platform/audit/checkpoint/signed-note.js";
import type { ExportedLog } from "./exported-log.js";

/** What attackers and auditors of the suite hold in their hands. */
export interface AttackContext {
  /** Entries that the attack is about. */
  readonly seq: number;
  /** Size of the newest checkpoint that does not cover `seq`, and of the oldest one that does. */
  readonly signedBefore: number;
  readonly signedAfter: number;
  readonly size: number;
  /** The first key of the log, retired in its middle, and its successor. */
  readonly oldKey: KeyObject;
  readonly newKey: KeyObject;
  readonly rotatedAt: number;
}

/** One way to falsify a log. */
export interface Attack {
  readonly name: string;
  mutate(log: ExportedLog, context: AttackContext): void;
  /** Sequences that the report may name first; inclusive. */
  firstBad(context: AttackContext): readonly [number, number];
  /** True when only someone with another copy of the truth can notice. */
  readonly needsWitness?: true;
}

const at = ({ seq }: AttackContext): [number, number] => [seq, seq];
/** A log that agrees with itself is refuted by the first checkpoint that covers the change. */
const signed = ({ signedBefore, seq }: AttackContext): [number, number] => [signedBefore, seq];
const changeText = (text: string): string => text.replace('"erp"', '"eve"').replace('"interlock"', '"intruder"');
const without = <T>(items: readonly T[], index: number): T[] => items.toSpliced(index, 1);
const foreignKey = generateKeyPairSync("ed25519").privateKey;

function edit(log: ExportedLog, seq: number, change: (text: string) => string): void {
  const { texts } = log;
  log.texts = texts.with(seq, change(texts[seq] ?? ""));
}

const rewriteAt = (log: ExportedLog, seq: number): void => {
  const { texts } = log;
  log.rewrite(texts.with(seq, changeText(texts[seq] ?? "")));
};

const twin = (name: string, change: (text: string) => string): Attack => ({
  name,
  mutate: (log, { seq }) => edit(log, seq, change),
  firstBad: at,
});

export const ATTACKS: readonly Attack[] = [
  { name: "an entry is left out", mutate: (log, { seq }) => (log.lines = without(log.lines, seq)), firstBad: at },
  { name: "the first entry is left out", mutate: (log) => (log.lines = log.lines.slice(1)), firstBad: () => [0, 0] },
  {
    name: "the last entry is left out",
    mutate: (log) => (log.lines = log.lines.slice(0, -1)),
    firstBad: ({ size }) => [size - 1, size - 1],
  },
  {
    name: "the tail is cut off with its leaves",
    mutate: (log, { seq }) => log.rewrite(log.texts.slice(0, seq)),
    firstBad: at,
  },
  {
    name: "the log is cut back to an older valid checkpoint",
    mutate: (log, { signedBefore }) => {
      log.notes = log.notes.filter((note) => Number(note.split("\n")[1]) <= signedBefore);
      log.rewrite(log.texts.slice(0, signedBefore));
      log.keys = log.keys.filter((key) => key.fromSize <= signedBefore);
    },
    firstBad: ({ signedBefore }) => [signedBefore, signedBefore],
    needsWitness: true,
  },
  {
    name: "two entries are swapped",
    mutate: (log, { seq }) => {
      const { texts } = log;
      log.texts = texts.with(seq, texts[seq + 1] ?? "").with(seq + 1, texts[seq] ?? "");
    },
    firstBad: at,
  },
  {
    name: "lines are reordered",
    mutate: (log, { seq }) => {
      const { lines } = log;
      log.lines = lines.with(seq, lines[seq + 1] ?? "").with(seq + 1, lines[seq] ?? "");
    },
    firstBad: at,
  },
  {
    name: "a line stands twice",
    mutate: (log, { seq }) => (log.lines = log.lines.toSpliced(seq, 0, log.lines[seq] ?? "")),
    firstBad: ({ seq }) => [seq, seq + 1],
  },
  {
    name: "a back-dated entry is inserted",
    mutate: (log, { seq }) => (log.texts = log.texts.toSpliced(seq, 0, changeText(log.texts[seq] ?? ""))),
    firstBad: at,
  },
  {
    name: "leaves are changed to fit a changed entry",
    mutate: (log, { seq }) => rewriteAt(log, seq),
    firstBad: signed,
  },
  {
    name: "the chain is hashed again and signed with a key of the attacker",
    mutate: (log, { seq }) => {
      rewriteAt(log, seq);
      log.keys = [
        { vkey: verifierKey({ name: log.manifest.origin, privateKey: foreignKey }), fromSize: 0, untilSize: null },
      ];
      log.resign(foreignKey);
    },
    firstBad: () => [0, 0],
  },
  {
    name: "the chain is hashed again and signed with the real keys",
    mutate: (log, { seq, newKey, rotatedAt, oldKey }) => {
      rewriteAt(log, seq);
      log.resign(oldKey);
      const early = log.notes.filter((note) => Number(note.split("\n")[1]) <= rotatedAt);
      log.resign(newKey);
      log.notes = [...early, ...log.notes.filter((note) => Number(note.split("\n")[1]) >= rotatedAt)];
    },
    firstBad: signed,
    needsWitness: true,
  },
  {
    name: "a second checkpoint of the same size has another root",
    mutate: (log, { size, newKey }) => {
      log.notes = [...log.notes, signCheckpoint(log.manifest.origin, size, Buffer.alloc(32, 7), newKey)];
    },
    firstBad: ({ size }) => [0, size],
  },
  {
    name: "a checkpoint of another log is slipped in",
    mutate: (log, { size, newKey }) => {
      log.notes = [...log.notes, signCheckpoint("interlock/audit/other", size, Buffer.alloc(32, 7), newKey)];
    },
    firstBad: ({ size }) => [size, size],
  },
  {
    name: "the signature is stripped from a checkpoint",
    mutate: (log) => (log.notes = log.notes.map((note) => note.slice(0, note.indexOf("\n\n") + 2))),
    firstBad: () => [0, 1],
  },
  {
    name: "all checkpoints are removed",
    mutate: (log) => (log.notes = []),
    firstBad: () => [0, 0],
  },
  {
    name: "a checkpoint is signed with a wrong key",
    mutate: (log, { signedAfter }) => {
      log.notes = [...log.notes, signCheckpoint(log.manifest.origin, signedAfter, Buffer.alloc(32), foreignKey)];
    },
    firstBad: ({ signedAfter }) => [signedAfter, signedAfter],
  },
  {
    name: "a retired key signs",
    mutate: (log, { size, oldKey }) => {
      log.notes = [...log.notes, signCheckpoint(log.manifest.origin, size, Buffer.alloc(32), oldKey)];
    },
    firstBad: ({ size }) => [size, size],
  },
  {
    name: "a key signs before it is in force",
    mutate: (log, { rotatedAt, newKey }) => {
      log.notes = [...log.notes, signCheckpoint(log.manifest.origin, rotatedAt - 1, Buffer.alloc(32), newKey)];
    },
    firstBad: ({ rotatedAt }) => [rotatedAt - 1, rotatedAt - 1],
  },
  {
    name: "a key is added that no entry announces",
    mutate: (log, { size }) => {
      const vkey = verifierKey({ name: log.manifest.origin, privateKey: foreignKey });
      log.keys = [
        ...log.keys.slice(0, -1),
        { ...log.keys.at(-1), untilSize: size } as never,
        { vkey, fromSize: size, untilSize: null },
      ];
    },
    firstBad: ({ size }) => [size, size],
  },
  {
    name: "the export hides entries behind its range",
    mutate: (log, { seq }) => {
      log.lines = log.lines.slice(0, seq);
      log.leaves = log.leaves.subarray(0, seq * 32);
    },
    firstBad: at,
  },
  twin("a member is written twice", (text) => text.replace('"v":1', '"v":1,"v":1')),
  twin("1 becomes 1.0", (text) => text.replace('"v":1', '"v":1.0')),
  twin("0 becomes -0", (text) => text.replace(/"settledSeq":\d+/, '"settledSeq":-0')),
  twin("an umlaut is decomposed", (text) => text.replace("ö", "o\u0308").replace("}", "} ")),
  twin("a character is escaped", (text) => text.replace('"node"', '"\\u006eode"')),
  twin("white space is added", (text) => `${text.slice(0, -1)} }`),
  twin("a line feed is injected", (text) => text.replace('"actor"', '"ac\ntor"')),
  twin("a terminal sequence is injected", (text) => text.replace('"actor"', '"\u001b[2Jactor"')),
  twin("a formula is injected", (text) => text.replace(/"correlationId":"/, '"correlationId":"=cmd()')),
];
