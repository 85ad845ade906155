import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";
import { parseStrictJson } from "./strict-json.js";

/** Media type of a list with one JSON text on each line. */
export const NDJSON_TYPE = "application/x-ndjson";

/** One line as it came: its value, or why it is no JSON. Pointers of a fault begin at the line's own value. */
export type NdjsonLine =
  | { readonly text: string; readonly value: unknown; readonly fault?: undefined }
  | { readonly text: string; readonly fault: InterlockError };

/** A body of JSON texts, each of which stands or falls alone. */
export class NdjsonBody {
  constructor(readonly lines: readonly NdjsonLine[]) {}
}

/**
 * Reads newline-delimited JSON: LF or CR LF ends a line, the last end may be missing, empty lines are passed over.
 * @param depthMax deepest accepted nesting inside one line
 */
export function parseNdjson(text: string, depthMax: number): NdjsonBody {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  return new NdjsonBody(lines.filter((line) => line.trim() !== "").map((line) => parseLine(line, depthMax)));
}

function parseLine(text: string, depthMax: number): NdjsonLine {
  try {
    return { text, value: parseStrictJson(text, depthMax) };
  } catch (error) {
    if (!(error instanceof InterlockError)) throw error;
    return { text, fault: error };
  }
}

/** An address that takes no list has no use for lines. */
export function refuseNdjson(): InterlockError {
  const detail = "Send the body as application/json, in UTF-8.";
  return new InterlockError(httpProblems.UNSUPPORTED_MEDIA_TYPE, { detail });
}
