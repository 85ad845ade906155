import { InterlockError } from "../../kernel/problem.js";
import { orderProblems } from "../problems.js";

/** Opaque place in a list: the sort values of the last row given. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(values.join("|")).toString("base64url");
}

/**
 * @param shapes what each value must look like; it keeps a made-up cursor from being an error of the database
 * @throws InterlockError CURSOR_INVALID when the text is not a cursor of such a list
 */
export function decodeCursor(cursor: string | undefined, shapes: readonly RegExp[]): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const values = Buffer.from(cursor, "base64url").toString("utf8").split("|");
  const isCursor = values.length === shapes.length && shapes.every((shape, index) => shape.test(values[index] ?? ""));
  if (isCursor) return values;
  throw new InterlockError(orderProblems.CURSOR_INVALID, {
    detail: "cursor must be the nextCursor of the page before.",
  });
}

/** An id that the gateway has made (ULID). */
export const ULID_SHAPE = /^[0-9A-HJKMNP-TV-Z]{26}$/;
