import type { NumberRanges } from "../node/number-ranges.js";

const ACTION_START = '{"action":"';
const SETTLED = ',"settledSeq":';
const NO_RANGES: NumberRanges = [];

/** What the sequencer uses of an entry. */
export interface SequencedEntry {
  readonly node: string;
  readonly nodeSeq: number;
  readonly settledSeq: number;
  readonly action: string;
  readonly void: NumberRanges;
  readonly unknown: NumberRanges;
  /** Verifier key that an entry about a signing key names. */
  readonly vkey: string | undefined;
}

const NODE_ID = /^"node":"([0-9a-f]{20})"$/;
const NODE_MEMBER_LENGTH = '"node":"01234567890123456789"'.length;
/** Entries whose other members matter to the sequencer. */
const TELLS_MORE = /^(?:node|audit-key):/;

/**
 * The same for text that carries the code of a process of this installation, so that `writeEntry` made it, read without
 * parsing: behind the last `nodeSeq` there are no members of anybody's choice but texts, and in a text a quote has a
 * backslash before it.
 */
export function readOwnEntry(text: string): SequencedEntry | undefined {
  const action = text.slice(ACTION_START.length, text.indexOf('"', ACTION_START.length));
  const at = text.lastIndexOf(',"nodeSeq":');
  const node = NODE_ID.exec(text.slice(at - NODE_MEMBER_LENGTH, at))?.[1];
  const isPlain = text.startsWith(ACTION_START) && !action.includes("\\") && !TELLS_MORE.test(action);
  if (node === undefined || !isPlain) return readEntry(text);
  const nodeSeq = numberAt(text, at + ',"nodeSeq":'.length);
  const settledSeq = numberAt(text, text.lastIndexOf(SETTLED) + SETTLED.length);
  return { node, nodeSeq, settledSeq, action, void: NO_RANGES, unknown: NO_RANGES, vkey: undefined };
}

/** Digits up to the comma that follows them. */
function numberAt(text: string, start: number): number {
  return Number(text.slice(start, text.indexOf(",", start)));
}

/** Undefined for text that no node of Interlock writes; such a row was put into the table by somebody else. */
export function readEntry(text: string): SequencedEntry | undefined {
  const entry = parseObject(text);
  const { node, nodeSeq, settledSeq, action, after } = entry;
  if (typeof node !== "string" || typeof action !== "string") return undefined;
  if (!isNumber(nodeSeq) || !isNumber(settledSeq)) return undefined;
  const { void: voided, unknown, vkey } = isObject(after) ? after : {};
  const isDeclaration = action === "node:declare";
  return {
    node,
    nodeSeq,
    settledSeq,
    action,
    void: isDeclaration ? readRanges(voided) : [],
    unknown: isDeclaration ? readRanges(unknown) : [],
    vkey: typeof vkey === "string" ? vkey : undefined,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function readRanges(value: unknown): NumberRanges {
  if (!Array.isArray(value)) return [];
  return value.filter((range): range is [number, number] => Array.isArray(range) && range.every(isNumber));
}
