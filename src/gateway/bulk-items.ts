import { InterlockError } from "../kernel/problem.js";
import { NdjsonBody } from "../platform/http/public.js";

/** One entry of a list, before or after it was judged. */
export type BulkItem<Item> = BulkEntry<Item> | RefusedEntry;

/** An item that keeps to its contract, in a plant where the caller may act. */
export interface BulkEntry<Item> {
  /** Place in the list as it was sent, from 0. */
  readonly index: number;
  /** JSON of the item: the line as it came, or the item of a JSON array written anew. */
  readonly text: string;
  readonly value: Item;
  readonly refusal?: undefined;
}

/** An item that is answered with a problem and reaches nobody. */
export interface RefusedEntry {
  readonly index: number;
  readonly text: string;
  readonly refusal: InterlockError;
}

/** What a list body consists of, whichever of the two ways it came. */
export function toBulkItems(body: unknown): readonly BulkItem<unknown>[] {
  if (body instanceof NdjsonBody) return body.lines.map(toEntry);
  if (!Array.isArray(body)) throw new Error("a list was expected");
  return body.map((value: unknown, index) => ({ index, text: JSON.stringify(value), value }));
}

function toEntry(line: NdjsonBody["lines"][number], index: number): BulkItem<unknown> {
  return line.fault === undefined
    ? { index, text: line.text, value: line.value }
    : { index, text: line.text, refusal: line.fault };
}

/** The judged item: refused when the judgement throws a refusal. */
export function judgeItem(item: BulkItem<unknown>, judge: (value: unknown) => void): BulkItem<unknown> {
  if (item.refusal !== undefined) return item;
  try {
    judge(item.value);
    return item;
  } catch (error) {
    if (!(error instanceof InterlockError)) throw error;
    return { index: item.index, text: item.text, refusal: error };
  }
}

/** The list as its schema as a whole sees it; a line that is no JSON counts as one of its items. */
export function toList(body: unknown): unknown {
  return body instanceof NdjsonBody ? body.lines.map((line) => (line.fault === undefined ? line.value : null)) : body;
}
