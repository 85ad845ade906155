import { JsonText } from "../../gateway/public.js";
import { InterlockError } from "../../kernel/problem.js";
import { orderProblems } from "../../orders/public.js";

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The id that a list goes on after. @throws InterlockError CURSOR_INVALID */
export function idAfter(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (ULID.test(id)) return id;
  const detail = "cursor must be the nextCursor of the page before.";
  throw new InterlockError(orderProblems.CURSOR_INVALID, { detail });
}

/** One page of a list by id. @param rows one more than the page shows, where there are more */
export function toPage(rows: readonly { readonly id: string; readonly json: object }[], limit: number): JsonText {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? Buffer.from(last.id).toString("base64url") : null;
  return new JsonText(JSON.stringify({ items: page.map(({ json }) => json), nextCursor }));
}
