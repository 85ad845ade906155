import { InterlockError } from "../../kernel/problem.js";
import { plantProblems } from "../problems.js";
import type { PageKey } from "./record-store.js";

const EFFECTIVE_FROM = /^(-infinity|\d{4,6}-\d{2}-\d{2} [0-9:.+-]+)$/;

/** The place after a page, opaque to callers. */
export function encodeCursor(key: PageKey): string {
  return Buffer.from(JSON.stringify([key.plantCode, key.key, key.effectiveFrom])).toString("base64url");
}

/** @throws InterlockError MASTER_DATA_QUERY_INVALID when the text is no cursor of this list. */
export function decodeCursor(cursor: string): PageKey {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === "string")) {
      const [plantCode = "", key = "", effectiveFrom = ""] = parts;
      // A NUL cannot be stored in Postgres text, and the date is read as a timestamp there.
      if (EFFECTIVE_FROM.test(effectiveFrom) && !cursorHasNul(plantCode, key)) return { plantCode, key, effectiveFrom };
    }
  } catch {
    // Not even JSON: answered like every other text that is no cursor.
  }
  throw new InterlockError(plantProblems.MASTER_DATA_QUERY_INVALID, {
    detail: "cursor is not one this list gave; leave it out to start from the beginning.",
  });
}

const cursorHasNul = (...texts: readonly string[]): boolean => texts.some((text) => text.includes("\u0000"));
