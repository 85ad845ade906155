import { InterlockError } from "../../kernel/problem.js";
import { PROBLEMS } from "../problems.js";

/** Opaque place in a list: the sort values of the last row given. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(values.join("|")).toString("base64url");
}

/** @throws InterlockError CURSOR_INVALID when the text is not a cursor of such a list */
export function decodeCursor(cursor: string | undefined, count: number): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const values = Buffer.from(cursor, "base64url").toString("utf8").split("|");
  const isCursor = values.length === count && values.every((value) => /^[0-9A-Za-z:. +-]{1,64}$/.test(value));
  if (isCursor) return values;
  throw new InterlockError(PROBLEMS.CURSOR_INVALID, { detail: "cursor must be the nextCursor of the page before." });
}
